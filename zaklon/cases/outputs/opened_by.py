"""Who opened my file: a plain paper for the person, in the person's language."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaklon.cases.kinds import Ground
from zaklon.cases.queries.file_openings import OpeningLine
from zaklon.reporting.description import Column, Kind, Paragraph, Period, Report, Row, Section, Table

# In words for the person; those on the pages are for the staff.
_GROUNDS: dict[Ground, str | Promise] = {
    Ground.ASSIGNMENT: gettext_lazy("They work on your case."),
    Ground.CONSENT: gettext_lazy("You agreed to it."),
    Ground.DUTY: gettext_lazy("A law or an order of a court asks for it."),
    Ground.BREAK_GLASS: gettext_lazy("Somebody was in danger, or a child was missing."),
    Ground.OVERSIGHT: gettext_lazy("They oversee the work and answer to you."),
}


@dataclass(frozen=True)
class OpenedBy:
    """Everything the paper says; `persons` are those into whose hands it goes."""

    code: str
    since: datetime
    made_by: str
    lines: tuple[OpeningLine, ...]
    persons: tuple[UUID, ...] = ()


def opened_by_report(found: OpenedBy, *, language: str, now: datetime) -> Report:
    """The paper as a report in the language."""
    with translation.override(language):
        today = timezone.localdate(now)
        table = Table(
            _("Who opened it, day by day"),
            (
                Column(_("Day"), Kind.DATE, width=2),
                Column(_("Who"), width=4),
                Column(_("Which part"), width=3),
                Column(_("Why"), width=4),
                Column(_("Times"), Kind.WHOLE, width=1),
            ),
            tuple(Row((line.day, _who(line), str(line.part.label), _why(line), line.times)) for line in found.lines),
            is_wide=False,
        )
        return Report(
            title=_("Who opened your file"),
            period=Period(min(timezone.localdate(found.since), today), today),
            language=language,
            made_at=timezone.localtime(now),
            made_by=found.made_by,
            reference=found.code,
            sections=(
                Section(
                    _("What this paper tells"),
                    (
                        Paragraph(
                            _(
                                "Each time somebody opens a part of your file, the system writes it down. This is the "
                                "whole list until today. Nobody can change it."
                            )
                        ),
                    ),
                ),
                Section(_("Who opened your file"), (table,)),
                Section(_("If something here is not right"), (Paragraph(_rights()),)),
            ),
            is_letter=True,
        )


def _who(line: OpeningLine) -> str:
    roles = ", ".join(str(role.label) for role in line.roles)
    return "\n".join(word for word in (line.body, roles, line.name) if word)


def _why(line: OpeningLine) -> str:
    said = [str(_GROUNDS[line.ground])] if line.ground else [_("The reason can no longer be told. Ask us.")]
    if line.purpose:
        said.append(_("For: %(purpose)s.") % {"purpose": line.purpose.label})
    if line.was_taken_out:
        said.append(_("A sealed copy was made."))
    return " ".join(said)


def _rights() -> str:
    return _(
        "Tell the person you trust in this office, or the data-protection officer. You may ask why somebody opened "
        "your file, ask for a copy, for a correction, or that your data are used less, and you may complain to the "
        "authority for data protection. None of this changes the help that you get."
    )
