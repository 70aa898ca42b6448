"""Everything that pages of protection read."""
