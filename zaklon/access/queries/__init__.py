"""Every read of the access context."""
