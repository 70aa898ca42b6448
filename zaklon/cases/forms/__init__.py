"""Shapes of input about cases."""
