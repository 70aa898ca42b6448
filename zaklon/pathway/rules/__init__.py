"""Which steps lead on, under which conditions, and how time is reckoned."""
