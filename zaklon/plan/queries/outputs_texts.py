"""Texts of strategies and plans in the language of a report."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from zaklon.common.scripts import to_cyrillic
from zaklon.plan.models import Wording

_CYRILLIC = "-cyrl"


@dataclass(frozen=True)
class Texts:
    """Looks a text up; what nobody has put into the language stays as the paper wrote it."""

    language: str
    words: Mapping[tuple[UUID, str], str]

    def of(self, subject_id: UUID, field: str, written: str, paper_language: str) -> str:
        """The text of a record's field; `written` is what the paper says, in `paper_language`."""
        if self.language == paper_language or not written:
            return written
        if found := self.words.get((subject_id, field)):
            return found
        latin = self.language.removesuffix(_CYRILLIC)
        return to_cyrillic(written) if latin != self.language and latin == paper_language else written


def wordings(owner_ids: Collection[UUID], language: str) -> Texts:
    """Every text of these strategies and plans in the language, in one query; Cyrillic is made from Latin by rule."""
    return _texts(Wording.objects.filter(owner_id__in=owner_ids), language)


def wordings_of(subject_ids: Collection[UUID], language: str) -> Texts:
    """The same for single records, whatever they belong to."""
    return _texts(Wording.objects.filter(subject_id__in=subject_ids), language)


def _texts(rows: QuerySet[Wording], language: str) -> Texts:
    latin = language.removesuffix(_CYRILLIC)
    words: dict[tuple[UUID, str], str] = {}
    exact: set[tuple[UUID, str]] = set()
    for row in rows.filter(language__in={language, latin}).order_by("pk"):
        key = (row.subject_id, row.field)
        if row.language == language:
            exact.add(key)
            words[key] = row.text
        elif key not in exact:
            words[key] = to_cyrillic(row.text)
    return Texts(language, words)
