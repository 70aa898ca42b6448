"""Files sealed in the open format age (age-encryption.org/v1), which receivers open with a tool of their own choice."""
