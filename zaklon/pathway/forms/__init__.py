"""Forms of the pathway."""
