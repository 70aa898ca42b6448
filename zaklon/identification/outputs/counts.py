"""Tables and charts of the Team's counts; what is hidden is said in words, and never drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zaklon.cases.kinds import AgeGroup, Sex
from zaklon.cases.outputs.words import country
from zaklon.identification.queries.reports import Counts
from zaklon.identification.rules.counting import (
    AGE,
    ANY_FORM,
    CITIZENSHIP,
    MAIN_FORM,
    OUTCOME,
    PERSONS,
    RECRUITED_IN,
    SEX,
    Cell,
)
from zaklon.reporting.description import (
    Block,
    Chart,
    ChartKind,
    Column,
    KeyFigure,
    KeyFigures,
    Kind,
    Paragraph,
    Row,
    Section,
    Series,
    Table,
)
from zaklon.reporting.words import count
from zaklon.vocabulary.wording import Wording

_STATES, _FORMS = "state_identification", "exploitation_form"


@dataclass(frozen=True)
class Shown:
    """Counts of one period, with the words to tell them."""

    counts: Counts
    period: str
    wording: Wording

    def value(self, table: str, state: str = "", value: str = "") -> int | None:
        """A count; None where it is hidden."""
        return self.counts.value(Cell(self.period, table, state, value))

    def state(self, code: str) -> str:
        """What an outcome is called."""
        return self.wording.label(_STATES, code)


def figures(shown: Shown) -> Section:
    """How many persons, and how many in each outcome."""
    persons = KeyFigure(_("Persons"), count(shown.value(PERSONS)))
    by_outcome = (KeyFigure(shown.state(s), count(shown.value(OUTCOME, s))) for s in shown.counts.states())
    found = (persons, *by_outcome)[:8]
    blocks: tuple[Block, ...] = (KeyFigures(found),) if len(found) > 1 else ()
    return Section(_("Number"), (*blocks, Paragraph(_number_note())))


def _number_note() -> str:
    return _(
        "A person counts once in the year in each outcome, on the day of the first such decision. Somebody whose case"
        " was looked at again can stand in two outcomes, and counts once among persons."
    )


def sections(shown: Shown) -> Iterator[Section]:
    """Sex, age, form and origin."""
    if not shown.counts.states():
        yield Section(_("Structure"), (Paragraph(_("The Team took no decision in this time.")),))
        return
    yield Section(_("Sex and age"), (*_blocks(shown, _("Sex"), SEX, _sex), *_blocks(shown, _("Age"), AGE, _age)))
    forms = _form_of(shown.wording)
    yield Section(
        _("Form of exploitation"),
        (
            *_blocks(shown, _("Main form"), MAIN_FORM, forms),
            *_blocks(shown, _("Any form that was found"), ANY_FORM, forms),
            Paragraph(_("Several forms can be found for one person, so the second table adds up to more.")),
        ),
    )
    yield Section(
        _("Origin"),
        (
            *_blocks(shown, _("Citizenship"), CITIZENSHIP, country),
            *_blocks(shown, _("Country where it began"), RECRUITED_IN, country),
        ),
    )


def _sex(code: str) -> str:
    return str(Sex(code).label)


def _age(code: str) -> str:
    return str(AgeGroup(code).label)


def _form_of(wording: Wording) -> Callable[[str], str]:
    return lambda code: wording.label(_FORMS, code) if code else _("Not found or not known")


def _blocks(shown: Shown, name: str, table: str, word: Callable[[str], str]) -> Iterator[Block]:
    states, values = shown.counts.states(), shown.counts.values(table)
    if not values:
        return
    rows = [(word(each), [shown.value(table, state, each) for state in states]) for each in values]
    # A chart is always printed with its numbers, so a table of its own would say them twice.
    if all(number is not None for _label, numbers in rows for number in numbers):
        yield _chart(shown, name, rows)
        return
    columns = (Column(name, width=4), *(Column(shown.state(state), Kind.WHOLE) for state in states))
    yield Table(
        name,
        columns,
        tuple(Row((label, *map(count, numbers))) for label, numbers in rows),
        notes=(_("No chart is drawn: some of its numbers are hidden."),),
        is_wide=False,
    )


def _chart(shown: Shown, name: str, rows: list[tuple[str, list[int | None]]]) -> Chart:
    states = shown.counts.states()
    return Chart(
        ChartKind.STACKED_BAR,
        title=name,
        alt=_(
            "Bars with the number of persons by “%(name)s”, one colour for each outcome; the table below says the same."
        )
        % {"name": name},
        category_label=name,
        categories=tuple(label for label, _numbers in rows),
        series=tuple(
            Series(shown.state(state), tuple(numbers[place] for _label, numbers in rows))
            for place, state in enumerate(states)
        ),
    )
