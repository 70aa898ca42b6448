"""Every question that a reading can leave for a person, by code, and the list in which they gather."""

from typing import Final

from zaklon.plan.importing.marking import gettext_noop
from zaklon.plan.importing.readings import Place, Question

# code -> (field, English sentence). The page translates the sentence by its code and puts the facts in.
DOUBTS: Final[dict[str, tuple[str, str]]] = {
    "year_missing": ("year", gettext_noop("The file does not say for which year the plan is. Which year is it?")),
    "year_differs": ("year", gettext_noop("The file names several years for the plan: %(years)s. Is it %(chosen)s?")),
    "year_given_differs": (
        "year",
        gettext_noop("You gave %(given)s, but the file speaks of %(found)s. Which year is right?"),
    ),
    "period_backwards": (
        "period",
        gettext_noop("A period in the text ends (%(last)s) before it starts (%(first)s). Which is it?"),
    ),
    "encoding_guessed": (
        "file",
        gettext_noop("The text file does not say how its letters are stored. Check č, ć, š, ž and ë."),
    ),
    "hidden_sheet": (
        "file",
        gettext_noop("The hidden sheet “%(sheet)s” was not read. Does it hold a part of the plan?"),
    ),
    "column_missing": (
        "columns",
        gettext_noop("No column for %(column)s was found. Is it in the file under another heading?"),
    ),
    "column_unknown": (
        "columns",
        gettext_noop("The column “%(heading)s” was not understood and was left out. Is it needed?"),
    ),
    "row_shape": (
        "row",
        gettext_noop("This row has more or fewer cells than its table. Check that each value stands in its place."),
    ),
    "row_not_understood": (
        "row",
        gettext_noop("This row was left out because it does not look like an activity: “%(text)s”."),
    ),
    "row_continued": (
        "row",
        gettext_noop("A row without a code was read as a continuation of this activity. Is that right?"),
    ),
    "objective_missing": (
        "objective",
        gettext_noop("No operational objective stands above this measure. Which one is it?"),
    ),
    "measure_missing": ("measure", gettext_noop("No heading for measure %(number)s was found. What is its title?")),
    "measure_inferred": (
        "number",
        gettext_noop("It is printed as “%(label)s”, but its activities say %(number)s. Is it %(number)s?"),
    ),
    "measure_empty": ("activities", gettext_noop("No activities were found under this measure. Is that right?")),
    "measure_repeated": ("label", gettext_noop("Two measures carry the label %(label)s. Are they one measure?")),
    "code_missing": ("code", gettext_noop("The activity has no code; %(code)s was given. Is that right?")),
    "code_repeated": ("code", gettext_noop("Another activity has the same code %(code)s. Which code is right?")),
    "code_outside_measure": (
        "code",
        gettext_noop("The code does not belong to measure %(label)s, where it stands. Is that right?"),
    ),
    "code_lookalike": (
        "code",
        gettext_noop("The code was typed with letters that only look alike; it was read as %(code)s."),
    ),
    "code_number": (
        "code",
        gettext_noop("Excel stores this code as a number, which drops a final zero. Is it %(code)s?"),
    ),
    "title_missing": ("title", gettext_noop("The activity has no title. What is it?")),
    "lead_missing": ("lead", gettext_noop("No responsible body is named. Who leads?")),
    "body_unknown": ("bodies", gettext_noop("“%(name)s” is not in the directory of bodies. Which body is it?")),
    "unit_unknown": (
        "bodies",
        gettext_noop("“%(name)s” is not in the directory as a unit of %(body)s. Which unit is it?"),
    ),
    "body_likely": ("bodies", gettext_noop("“%(name)s” was taken for %(body)s. Is that right?")),
    "body_role": ("bodies", gettext_noop("“%(name)s” leads because it stands first. Is it the leading body?")),
    "start_missing": ("start", gettext_noop("No starting quarter is given. When does the activity start?")),
    "start_unclear": (
        "start",
        gettext_noop("“%(text)s” was not understood as a time. In which quarter does the activity start?"),
    ),
    "end_missing": ("end", gettext_noop("No quarter of completion is given. When is the activity due?")),
    "end_unclear": (
        "end",
        gettext_noop("“%(text)s” was not understood as a time. In which quarter is the activity due?"),
    ),
    "end_before_start": (
        "end",
        gettext_noop("The activity ends (%(end)s) before it starts (%(start)s). Which is right?"),
    ),
    "continuous": (
        "end",
        gettext_noop("The activity is continuous; it was read as %(start)s to %(end)s. Is that right?"),
    ),
    "indicator_missing": (
        "result_indicators",
        gettext_noop("No result indicator is given. How is the result measured?"),
    ),
    "indicator_two_numbers": (
        "result_indicators",
        gettext_noop("“%(text)s” names several numbers (%(numbers)s). Is each a target?"),
    ),
    "indicator_unit": (
        "result_indicators",
        gettext_noop("It is not clear what is counted in “%(text)s” (%(number)s). What is it?"),
    ),
    "indicator_quota": ("result_indicators", gettext_noop("“%(text)s”: is it %(quota)s?")),
    "money_unclear": ("funding", gettext_noop("“%(text)s” was not understood as money. How much is it, and who pays?")),
    "money_missing": (
        "funding",
        gettext_noop("Nothing is said about money. An empty cell is not zero: how much is needed?"),
    ),
    "money_currency": (
        "funding",
        gettext_noop("“%(text)s” names no currency; %(currency)s was assumed. Is that right?"),
    ),
    "money_separator": ("funding", gettext_noop("“%(text)s” was read as %(amount)s. Is that right?")),
    "money_estimate": (
        "funding",
        gettext_noop("“%(text)s” is an estimate or a limit; %(amount)s was taken. Is that right?"),
    ),
    "money_source": ("funding", gettext_noop("It is not said who pays %(amount)s. Is it a budget or a donation?")),
    "money_payer": ("funding", gettext_noop("The payer “%(source)s” is not in the directory of bodies. Who is it?")),
    "money_contradiction": (
        "funding",
        gettext_noop("The cell says both that no funding is required and an amount: “%(text)s”."),
    ),
    "several_currencies": (
        "currency",
        gettext_noop("Several currencies are used (%(currencies)s). The total counts only %(currency)s."),
    ),
    "formula": ("row", gettext_noop("Cell %(cell)s holds a formula; its stored value was read. Check the value.")),
    "baseline_unknown": ("baseline", gettext_noop("The baseline is not known. Who will measure it, and by when?")),
    "baseline_period_total": (
        "baseline",
        gettext_noop(
            "%(value)s is the sum of %(years)s years (%(first)s to %(last)s), %(yearly)s a year. Which is the base?"
        ),
    ),
    "baseline_several": (
        "baseline",
        gettext_noop("The baseline names several numbers (%(numbers)s). Which one is compared?"),
    ),
    "baseline_missing": ("baseline", gettext_noop("No baseline is given. Is it unknown?")),
    "percent_or_points": (
        "kind",
        gettext_noop("Is the change of %(percent)s %% in percent of the baseline or in percentage points?"),
    ),
    "target_not_whole": (
        "target",
        gettext_noop("%(percent)s %% from %(base)s gives %(value)s, not a whole number. When is it met?"),
    ),
    "unit_changes": (
        "target",
        gettext_noop("The middle target is a %(mid)s, the final one a %(final)s. How are they compared?"),
    ),
    "target_compound": ("target", gettext_noop("A target joins several conditions: “%(text)s”. When is it met?")),
    "target_same": ("target", gettext_noop("The middle and the final target are the same. Is that meant?")),
    "target_missing": ("target", gettext_noop("A target is missing. What is it?")),
    "category_order": (
        "kind",
        gettext_noop("The indicator is a place on a list. What are the places, from worst to best?"),
    ),
    "direction_unclear": ("direction", gettext_noop("Is a higher or a lower value better?")),
    "milestone_year": (
        "target",
        gettext_noop("The %(which)s target names no year; %(year)s was taken from others. Is that right?"),
    ),
    "milestone_year_missing": ("target", gettext_noop("The %(which)s target names no year. By which year is it due?")),
}


class Doubts:
    """The questions of one reading, in order, each asked once."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str, tuple[tuple[str, str], ...]], Question] = {}

    def ask(self, row: str, code: str, place: Place | None = None, /, **facts: object) -> None:
        """Note a question about the row; facts fill its sentence."""
        field, sentence = DOUBTS[code]
        written = tuple((name, str(value)) for name, value in facts.items())
        text = sentence % dict(written)
        self._asked.setdefault((row, code, written), Question(row, field, code, text, written, place))

    def all(self) -> tuple[Question, ...]:
        """Every question, in the order in which it was asked."""
        return tuple(self._asked.values())
