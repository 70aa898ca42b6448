"""Every write of the access context."""
