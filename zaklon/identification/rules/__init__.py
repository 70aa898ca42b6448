"""Rules of identification: plain functions of plain values."""
