"""Tables of signals."""

from zaklon.signal.models.likeness import Likeness
from zaklon.signal.models.report import Report

__all__ = ["Likeness", "Report"]
