"""Rules of the registers: no database here."""
