"""What goes in and out, field by field; /api/v1/ only gains fields."""
