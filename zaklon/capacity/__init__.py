"""Learning: certificates, courses on the screen and their completions."""
