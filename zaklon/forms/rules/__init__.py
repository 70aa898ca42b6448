"""Pure rules of forms: what is asked, what is wrong, what is missing, what is coded, what changed."""
