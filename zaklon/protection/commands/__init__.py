"""Everything that changes data of protection."""
