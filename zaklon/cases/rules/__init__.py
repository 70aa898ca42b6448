"""Rules of the case file: plain functions of plain values."""
