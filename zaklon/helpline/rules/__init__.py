"""Rules of the helpline: plain functions of plain values."""
