"""One way to say "report": described once, rendered as page, PDF, Word and Excel."""
