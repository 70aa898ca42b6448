"""Pages of the Coordination Body and of calls."""
