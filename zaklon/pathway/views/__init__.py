"""Pages of the pathway."""
