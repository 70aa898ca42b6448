"""Where people stand, what is due, and the law that says so."""
