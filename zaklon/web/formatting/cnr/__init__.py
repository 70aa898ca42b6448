"""Formats of Montenegrin, in both scripts."""
