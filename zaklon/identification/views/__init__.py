"""Pages of the Team."""
