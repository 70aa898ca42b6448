"""Texts of the plan in the reader's language, where somebody has translated them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from zaklon.common.scripts import to_cyrillic, to_latin
from zaklon.plan.models import Wording


@dataclass(frozen=True)
class Worded:
    """Translations of some records into one language."""

    language: str
    texts: dict[tuple[UUID, str], str]

    def text(self, subject_id: UUID, field: str, base: str, base_language: str) -> str:
        """The text in the reader's language and script; the paper's own where there is no translation."""
        written_in, _, written_script = base_language.partition("-")
        wanted, _, script = self.language.partition("-")
        found = base if written_in == wanted else self.texts.get((subject_id, field))
        if found is None:
            return base
        if script == "cyrl":
            return to_cyrillic(found)
        return to_latin(found) if written_script == "cyrl" and written_in == wanted else found


def worded(subject_ids: Iterable[UUID], language: str) -> Worded:
    """Translations of these records' fields. One query, however many."""
    plain = language.partition("-")[0]
    rows = Wording.objects.filter(subject_id__in=list(subject_ids), language=plain).order_by("pk")
    return Worded(language, {(row.subject_id, row.field): row.text for row in rows})
