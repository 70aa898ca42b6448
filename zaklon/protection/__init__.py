"""Protection: licensed providers and their places, stays, safe contact, and what is due in support."""
