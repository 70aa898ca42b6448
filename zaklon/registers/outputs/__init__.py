"""Papers of the registers: templates to fill in and reports."""
