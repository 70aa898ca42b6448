"""Rules of protection: plain functions of plain values."""
