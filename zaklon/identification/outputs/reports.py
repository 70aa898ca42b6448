"""Reports R03 (decisions by half-year: number, sex, form, origin) and R04 (the annual report of the Team)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.identification.kinds import Disclosure, Function
from zaklon.identification.outputs.counts import Shown, figures, sections
from zaklon.identification.queries.reports import Counts, Year
from zaklon.identification.rules.counting import FIRST_HALF, SECOND_HALF, YEAR
from zaklon.reporting.description import (
    Column,
    Formula,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Period,
    Report,
    Row,
    Section,
    Table,
    Term,
)
from zaklon.reporting.words import count, hidden_word
from zaklon.vocabulary.wording import Vocabulary

HALF_YEAR, ANNUAL = "R03", "R04"
_HALVES = {1: FIRST_HALF, 2: SECOND_HALF}


@dataclass(frozen=True)
class Made:
    """In which language, by which body, when."""

    words: Vocabulary
    language: str
    made_by: str
    now: datetime


def half_year_report(counts: Counts, half: int, made: Made) -> Report:
    """The decisions of a half-year by number, sex, form and origin, with charts."""
    year = counts.year
    period = Period(date(year, 1, 1), date(year, 6, 30)) if half == 1 else Period(date(year, 7, 1), date(year, 12, 31))
    with translation.override(made.language):
        shown = Shown(counts, _HALVES[half], made.words.wording(made.language))
        return _report(HALF_YEAR, period, counts, made, (figures(shown), *sections(shown)), f"{year}-{half}")


def annual_report(found: Year, made: Made) -> Report:
    """Members, sessions and field missions, decisions, their structure, and how complete the records are."""
    year = found.counts.year
    with translation.override(made.language):
        shown = Shown(found.counts, YEAR, made.words.wording(made.language))
        parts = (_work(found, shown), _members(found, shown), figures(shown), *sections(shown), *_records(found))
        return _report(ANNUAL, Period(date(year, 1, 1), date(year, 12, 31)), found.counts, made, parts, str(year))


def _report(code: str, period: Period, counts: Counts, made: Made, parts: tuple[Section, ...], number: str) -> Report:
    return Report(
        title=made.words.wording(made.language).label("report", code),
        subtitle=str(counts.level.label),
        period=period,
        language=made.language,
        made_at=timezone.localtime(made.now),
        made_by=made.made_by,
        reference=f"{code}-{number}",
        sections=parts,
        notes=tuple(_notes(counts)),
    )


def _notes(counts: Counts) -> Iterator[str]:
    yield _("Counted by the year of the decision, not of the exploitation.")
    if counts.smallest is not None:
        facts = {"smallest": counts.smallest, "word": hidden_word()}
        yield (
            _(
                "Counts under %(smallest)s say “%(word)s”, and so do others from which one could be reckoned; 0 is"
                " shown. Half-years and the year are hidden together. Do not add earlier reports to this one."
            )
            % facts
        )
    else:
        yield _("This report holds exact numbers. It is for the Team and the coordinator and is not passed on.")


def _work(found: Year, shown: Shown) -> Section:
    kinds = Counter(fact.kind for fact in found.sessions)
    rows = tuple(
        Row(
            (
                shown.wording.label("session_kind", kind),
                number,
                sum(fact.decided for fact in found.sessions if fact.kind == kind)
                if found.counts.level is Disclosure.INTERNAL
                else hidden_word(),
            )
        )
        for kind, number in sorted(kinds.items())
    )
    columns = (Column(_("Kind"), width=4), Column(_("Held"), Kind.WHOLE), Column(_("Decisions in them"), Kind.WHOLE))
    total = len(found.sessions)
    held = ngettext("%(num)s session or mission was held.", "%(num)s sessions and missions were held.", total)
    table = (Table(_("Sessions and field missions"), columns, rows, is_wide=False),) if rows else ()
    return Section(_("Sessions and field missions"), (Paragraph(held % {"num": total}), *table))


def _members(found: Year, shown: Shown) -> Section:
    counted = Counter((fact.profile, Function(fact.function), fact.is_deputy) for fact in found.members)
    rows = tuple(
        Row((shown.wording.label("team_profile", profile), _function(function, is_deputy=is_deputy), number))
        for (profile, function, is_deputy), number in sorted(counted.items())
    )
    if not rows:
        return Section(_("Members"), (Paragraph(_("Nobody had a running mandate at the end of the period.")),))
    columns = (Column(_("Profile"), width=4), Column(_("Function"), width=3), Column(_("Members"), Kind.WHOLE))
    return Section(_("Members"), (Table(_("Members at the end of the period"), columns, rows, is_wide=False),))


def _function(function: Function, *, is_deputy: bool) -> str:
    return _("%(function)s, deputy") % {"function": function.label} if is_deputy else str(function.label)


def _records(found: Year) -> Iterator[Section]:
    """Shares of a few decisions would tell what the tables hide, so they are told to the Team and coordinator only."""
    if found.counts.level is not Disclosure.INTERNAL or not found.decisions:
        return
    share = Formula(
        _("Records that are complete"),
        (Term(_("Decisions with a complete record"), found.complete),),
        (Term(_("Decisions"), found.decisions),),
        note=_("Every question of the standard form that applies is answered."),
    )
    again = KeyFigures(
        (
            KeyFigure(_("Decisions"), count(found.decisions)),
            KeyFigure(_("Of these after looking again"), found.reconsidered),
        )
    )
    yield Section(_("Quality of the records"), (again, share))
