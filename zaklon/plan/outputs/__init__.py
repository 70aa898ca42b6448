"""The reports of a plan, each described once from frozen rows for `zaklon.reporting` to render."""
