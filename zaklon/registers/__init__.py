"""Registers as data: what bodies do is entered once, serves plan activities, and is counted from there."""
