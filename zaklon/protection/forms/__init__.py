"""Input of the pages of protection."""
