"""Pages of people, bodies, the trail and one's own account."""
