"""Bodies, users, sign-in, roles, permissions, row policies, the acting person."""
