"""Names that a report needs from outside the plan: bodies, regions, places of ordered lists, who prepares it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from zaklon.access.queries.bodies import BodyRow, directory
from zaklon.vocabulary.queries import vocabulary
from zaklon.vocabulary.wording import Vocabulary, Wording


@dataclass(frozen=True)
class Names:
    """Looked up once for a report, in its language."""

    language: str
    bodies: Mapping[UUID, BodyRow]
    pack: Vocabulary
    wording: Wording

    def body(self, body_id: UUID | None) -> str:
        """The name of a body; empty for none."""
        found = self.bodies.get(body_id) if body_id else None
        return found.name if found else ""

    def region(self, code: str) -> str:
        return self.wording.label("region", code)

    def places(self, list_code: str, *, on: date) -> dict[str, str]:
        """Codes of an ordered list, best first, with their words."""
        if not list_code:
            return {}
        return {choice.code: choice.label for choice in self.wording.terms(list_code, on=on)}

    def makers(self, report_code: str) -> str:
        """Who prepares the report by the country pack; before a pack is loaded, the office that every country has."""
        kind = self.pack.reports.get(report_code)
        by_code = {body.code: body.name for body in self.bodies.values()}
        names = [by_code[code] for code in (kind.made_by if kind else ()) if code in by_code]
        if names:
            return ", ".join(names)
        with translation.override(self.language):
            return _("Office of the national coordinator")


def names_in(language: str) -> Names:
    """Names in the language, in three queries once the pack has been read."""
    pack = vocabulary()
    return Names(language, directory(language), pack, pack.wording(language))
