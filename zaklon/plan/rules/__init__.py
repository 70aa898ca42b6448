"""Rules of the plan: plain functions of plain values."""
