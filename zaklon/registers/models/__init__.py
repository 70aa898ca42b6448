"""Tables of the registers."""

from zaklon.registers.models.entries import Entry, EntryChange, OwnAnswers
from zaklon.registers.models.kept import KeptReport
from zaklon.registers.models.serving import Serving
from zaklon.registers.models.uploads import Upload

__all__ = ["Entry", "EntryChange", "KeptReport", "OwnAnswers", "Serving", "Upload"]
