"""What outlives a broken disk: sealed backups, restoring them, and drills that prove that it works."""
