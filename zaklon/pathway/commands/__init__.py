"""Taking steps, and keeping, changing and telling of deadlines."""
