"""Every read of the plan, split by page."""
