"""Between a file as read and a plan as kept: what a person has still to settle, and what then becomes of it."""
