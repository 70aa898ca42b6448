"""Shapes of input of the plan."""
