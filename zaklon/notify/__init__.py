"""Messages waiting to be sent; none of them holds personal data."""
