"""What confirming an import would do, in words, before it is done."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.plan.importing.folding import fold, tidy
from zaklon.plan.queries.imported import REFUSED, Foreseen, Outcome
from zaklon.plan.rules.changes import activities_of
from zaklon.plan.views.import_shared import Sheet
from zaklon.plan.views.paper_words import ChangesShown, changes_shown
from zaklon.web import formats


@dataclass(frozen=True)
class ForeseenShown:
    """The deeds as sentences, the changes where a plan is there already, and what is not taken from the file."""

    outcome: str
    deeds: tuple[str, ...]
    notes: tuple[str, ...]
    refusal: str
    button: str
    plan_id: UUID | None
    changes: ChangesShown | None


def foreseen_shown(sheet: Sheet, foreseen: Foreseen) -> ForeseenShown:
    """Exactly what will happen."""
    changes = changes_shown(foreseen.changes, sheet.offered.body_names) if foreseen.changes else None
    return ForeseenShown(
        outcome=foreseen.outcome.value,
        deeds=tuple(_deeds(sheet, foreseen)),
        notes=tuple(_notes(sheet)),
        refusal=_refusal(foreseen.outcome),
        button=_button(foreseen.outcome),
        plan_id=foreseen.plan_id,
        changes=changes,
    )


def _deeds(sheet: Sheet, foreseen: Foreseen) -> list[str]:
    values = foreseen.values
    facts = {"year": values.year, "title": values.title}
    deeds = []
    if foreseen.strategy is not None:
        deeds.append(_strategy_words(foreseen))
    if foreseen.outcome is Outcome.NEW_PLAN:
        deeds.append(
            _("The plan “%(title)s” for %(year)s is kept as a draft. Nobody outside the office sees it yet.") % facts
        )
        deeds.append(_contents(foreseen))
    elif foreseen.outcome is Outcome.REDRAFT:
        deeds.append(_("The draft plan of %(year)s is changed as shown below; everything else in it stays.") % facts)
    elif foreseen.outcome is Outcome.AMENDMENT:
        deeds.append(
            _(
                "An amendment of the plan of %(year)s is drafted, with the changes shown below. The plan in force "
                "stays as it is until the amendment is merged."
            )
            % facts
        )
    elif foreseen.outcome is Outcome.NOTHING:
        deeds.append(_("The file says what the plan of %(year)s says already. Nothing changes.") % facts)
    left = [each for each in sheet.opened.settled.open_questions if not each.blocks]
    if left and foreseen.outcome not in REFUSED:
        words = ngettext(
            "%(num)s question stays open; what was read, or that it is undecided, is kept.",
            "%(num)s questions stay open; what was read, or that it is undecided, is kept.",
            len(left),
        )
        deeds.append(words % {"num": formats.number(len(left))})
    return deeds


def _strategy_words(foreseen: Foreseen) -> str:
    strategy = foreseen.strategy
    if strategy is None:
        return ""
    return _(
        "The strategy “%(title)s” (%(code)s), %(first)s to %(last)s, is kept as a draft, with %(objectives)s "
        "objectives and %(indicators)s performance indicators."
    ) % {
        "title": strategy.title,
        "code": strategy.code,
        "first": strategy.first_year,
        "last": strategy.last_year,
        "objectives": formats.number(len(strategy.objectives)),
        "indicators": formats.number(sum(len(each.indicators) for each in strategy.objectives)),
    }


def _contents(foreseen: Foreseen) -> str:
    activities = list(activities_of(foreseen.values))
    return _("It has %(measures)s key measures, %(activities)s activities and %(results)s result indicators.") % {
        "measures": formats.number(len(foreseen.values.measures)),
        "activities": formats.number(len(activities)),
        "results": formats.number(sum(len(each.results) for each in activities)),
    }


def _notes(sheet: Sheet) -> list[str]:
    """Where the file speaks otherwise than the strategy that is there; the strategy stands."""
    plan = sheet.opened.settled.plan
    strategy = sheet.opened.frame.strategy_of(plan.paper)
    if strategy is None:
        orphans = [each for each in plan.indicators if each.objective is None]
        words = ngettext(
            "%(num)s performance indicator stands under no objective and is not taken.",
            "%(num)s performance indicators stand under no objective and are not taken.",
            len(orphans),
        )
        return [words % {"num": formats.number(len(orphans))}] if orphans else []
    notes = []
    for objective in plan.objectives:
        held = strategy.objectives.get(objective.number)
        facts = {"number": objective.number, "file": objective.text, "held": held or ""}
        if held is None:
            notes.append(_("The strategy has no objective %(number)s; the file has “%(file)s”.") % facts)
        elif fold(tidy(held)) != fold(tidy(objective.text)):
            words = _("Objective %(number)s stays “%(held)s”; the file has “%(file)s”.")
            notes.append(words % facts)
    if plan.indicators:
        words = ngettext(
            "%(num)s performance indicator of the file is not taken: the strategy has its own.",
            "%(num)s performance indicators of the file are not taken: the strategy has its own.",
            len(plan.indicators),
        )
        notes.append(words % {"num": formats.number(len(plan.indicators))})
    return notes


def _refusal(outcome: Outcome) -> str:
    if outcome is Outcome.SUBMITTED:
        return _("The plan of this year waits for adoption. Take it back first, then confirm the file.")
    if outcome is Outcome.CLOSED:
        return _("The plan of this year is closed and can no longer change.")
    if outcome is Outcome.AMENDMENT_OPEN:
        return _("An amendment of this plan is open already. Finish or discard it first.")
    if outcome is Outcome.OTHER_LANGUAGE:
        return _("The plan is kept in another language than this file, so they cannot be compared.")
    return ""


def _button(outcome: Outcome) -> str:
    words = {
        Outcome.NEW_PLAN: _("Confirm and keep the plan"),
        Outcome.REDRAFT: _("Confirm and change the draft"),
        Outcome.AMENDMENT: _("Confirm and draft the amendment"),
        Outcome.NOTHING: _("Confirm and close this import"),
    }
    return words.get(outcome, "")
