"""What must be right before real people are in the system; each finding says what, where, and what to do."""
