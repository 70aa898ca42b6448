"""Every write of the plan, split by noun."""
