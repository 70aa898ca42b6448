"""Pages of the helpline."""
