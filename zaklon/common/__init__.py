"""Errors, dates, money and texts: no domain words, no Django models."""
