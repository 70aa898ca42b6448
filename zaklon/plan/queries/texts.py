"""Texts of papers in the reader's language."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from zaklon.common.scripts import to_cyrillic
from zaklon.plan.models import Strategy, Wording, YearlyPlan
from zaklon.web.foreign import ForeignText

_CYRILLIC = "-cyrl"


@dataclass(frozen=True)
class Wordings:
    """What is said in one language about the records of some strategies and plans."""

    language: str
    paper_languages: Mapping[UUID, str]
    words: Mapping[tuple[UUID, str], str]

    def say(self, owner_id: UUID, subject_id: UUID, field: str, base: str) -> str:
        """The text of a record's field; `base` is what the paper itself says, and stands in for a missing wording.

        `owner_id` is the strategy or plan that the record belongs to. Cyrillic is made from Latin by rule. A text that
        stays in another language is a `ForeignText`, which pages mark.
        """
        said = self.words.get((subject_id, field))
        latin, is_cyrillic = _latin(self.language)
        if said is None:
            paper = self.paper_languages.get(owner_id, self.language)
            if paper.removesuffix(_CYRILLIC) != latin:
                return ForeignText.of(base, paper)
            said, is_cyrillic = base, is_cyrillic and paper == latin
        return to_cyrillic(said) if is_cyrillic else said


def wordings(owner_ids: Collection[UUID], language: str, *, only: Collection[UUID] | None = None) -> Wordings:
    """Wordings of everything that these strategies and plans own, or of the records `only`.

    Three queries however many records.
    """
    latin, _is_cyrillic = _latin(language)
    papers = dict(Strategy.objects.filter(pk__in=owner_ids).values_list("pk", "language"))
    papers |= dict(YearlyPlan.objects.filter(pk__in=owner_ids).values_list("pk", "language"))
    said = Wording.objects.filter(owner_id__in=owner_ids, language=latin)
    if only is not None:
        said = said.filter(subject_id__in=only)
    words = {(subject, field): text for subject, field, text in said.values_list("subject_id", "field", "text")}
    return Wordings(language, papers, words)


def _latin(language: str) -> tuple[str, bool]:
    """The language as texts are stored, and whether its letters are to be Cyrillic."""
    return language.removesuffix(_CYRILLIC), language.endswith(_CYRILLIC)
