"""Reading an action plan out of Word, Excel or plain text, with every doubt kept for a person to settle."""
