"""The append-only trail of what was done, seen and refused."""
