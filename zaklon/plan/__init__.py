"""Strategies, yearly action plans, progress and the implementation report."""
