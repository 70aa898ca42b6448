"""Shapes of input of certificates and courses."""
