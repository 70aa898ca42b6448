"""Invented plans of any size with known truth, for round trips through the importer and for its benchmarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from zaklon.common.dates import Quarter
from zaklon.plan.tests.importing import made_files
from zaklon.plan.tests.importing import made_words as words


@dataclass(frozen=True)
class MadeIndicator:
    """A result indicator: how it is written, and what must be read."""

    written: str
    comparator: str
    target: int
    unit: str


@dataclass(frozen=True)
class MadeMoney:
    """A money line: how it is written, and what must be read."""

    written: str
    amount_minor: int
    payer: str | None

    @property
    def is_donation(self) -> bool:
        return self.payer is None


@dataclass(frozen=True)
class MadeActivity:
    """An activity: its cells as written, by column, and what must be read from them."""

    code: str
    title: str
    bodies: tuple[words.MadeBody, ...]
    start: Quarter
    end: Quarter
    indicators: tuple[MadeIndicator, ...]
    money: tuple[MadeMoney, ...]
    cells: dict[str, str]


@dataclass(frozen=True)
class MadeMeasure:
    """A measure and its activities."""

    objective: int
    label: str
    title: str
    activities: tuple[MadeActivity, ...]


@dataclass(frozen=True)
class MadePlan:
    """A whole invented plan."""

    language: str
    year: int
    measures: tuple[MadeMeasure, ...]

    @property
    def activities(self) -> list[MadeActivity]:
        return [activity for measure in self.measures for activity in measure.activities]


@dataclass(frozen=True)
class Layout:
    """How a plan is laid out in a file."""

    columns: Sequence[str] = ("activity", "bodies", "start", "end", "indicator", "money")
    is_header_repeated: bool = True
    are_headings_in_table: bool = False
    is_cyrillic: bool = False
    heading_style: int = 0


def make_plan(count: int, *, language: str = "en", seed: int = 1, year: int = 2027) -> MadePlan:
    """An invented plan of `count` activities: four to a measure, three measures to an objective."""
    picker = Random(seed)  # noqa: S311 - invented plans keep no secret
    measures: list[MadeMeasure] = []
    made = 0
    while made < count:
        index = len(measures)
        objective, place = index // 3 + 1, index % 3 + 1
        size = min(4, count - made)
        label = f"{objective}.{place}"
        title = words.MEASURE_TITLES[language][index % 3]
        activities = tuple(_activity(f"{label}.{i + 1}", language, year, picker) for i in range(size))
        measures.append(MadeMeasure(objective, label, title, activities))
        made += size
    return MadePlan(language, year, tuple(measures))


def render(plan: MadePlan, form: str, layout: Layout = Layout()) -> bytes:
    """The plan as the bytes of a "docx", "xlsx" or "txt" file."""
    blocks = made_files.in_script(_blocks(plan, layout), is_cyrillic=layout.is_cyrillic)
    writers = {"docx": made_files.write_docx, "xlsx": made_files.write_xlsx, "txt": made_files.write_txt}
    return writers[form](list(blocks))


def truth(plan: MadePlan) -> list[dict[str, object]]:
    """What `as_json` must say of each activity; titles left out where the script is changed by the caller."""
    return [
        {
            "code": activity.code,
            "title": activity.title,
            "lead": words.label(activity.bodies[0]),
            "partners": [words.label(body) for body in activity.bodies[1:]],
            "start": str(activity.start),
            "end": str(activity.end),
            "result_indicators": [
                {"comparator": i.comparator, "target": i.target, "unit": i.unit} for i in activity.indicators
            ],
            "funding": [
                {"amount_minor": m.amount_minor, "currency": "EUR", "is_donation": m.is_donation}
                for m in activity.money
            ],
        }
        for activity in plan.activities
    ]


def _activity(code: str, language: str, year: int, picker: Random) -> MadeActivity:
    title = picker.choice(words.TITLES[language])
    bodies = tuple(picker.sample(words.BODIES, picker.randint(1, 3)))
    first = picker.randint(1, 4)
    start, end = Quarter(year, first), Quarter(year, picker.randint(first, 4))
    indicators = tuple(_indicator(language, picker) for _ in range(picker.randint(1, 3)))
    money = tuple(_money(language, picker) for _ in range(picker.choice((0, 1, 1, 2))))
    cells = {
        "activity": f"{code}{picker.choice(('.', '', '. ', ')'))} {title}",
        "bodies": _bodies_cell(bodies, language, picker),
        "start": _time_cell(start, language, picker),
        "end": _time_cell(end, language, picker),
        "indicator": _indicator_cell(indicators, picker),
        "money": "\n".join(line.written for line in money) or picker.choice(words.NO_FUNDING[language]),
    }
    return MadeActivity(code, title, bodies, start, end, indicators, money, cells)


def _indicator(language: str, picker: Random) -> MadeIndicator:
    written, comparator, unit = picker.choice(words.INDICATORS[language])
    number = picker.choice((1, 3, 6, 10, 45, 300, 1000))
    shown = picker.choice((str(number), words.NUMBER_WORDS[language].get(number, str(number))))
    text = written.format(n=shown) if "{n}" in written else written
    return MadeIndicator(text[0].upper() + text[1:], comparator, number if "{n}" in written else 1, unit)


def _indicator_cell(indicators: Sequence[MadeIndicator], picker: Random) -> str:
    bullet = picker.choice(("- ", "· ", "• "))
    if picker.random() < 0.3:
        bullet = ""
    return "\n".join(f"{bullet}{indicator.written}" for indicator in indicators)


def _money(language: str, picker: Random) -> MadeMoney:
    amount = picker.choice((200, 500, 1000, 4000, 12500, 43000, 1250000))
    payer = picker.choice((None, *[body for body in words.BODIES if not body.parent and not body.is_generic]))
    source = words.BUDGET[language].format(payer.names[language]) if payer else words.DONATION[language]
    currency = picker.choice(words.CURRENCY[language])
    written = f"{_amount(amount, language, picker)} {currency}{picker.choice((' ', chr(10)))}{source}"
    return MadeMoney(written, amount * 100, payer.code if payer else None)


def _amount(amount: int, language: str, picker: Random) -> str:
    groups = f"{amount:,}"
    marks = (",", ".") if language == "en" else (".", ",")
    return picker.choice(
        (
            str(amount),
            groups.replace(",", " "),
            groups.replace(",", "\u00a0"),
            groups.replace(",", marks[0]),
            f"{groups.replace(',', marks[0])}{marks[1]}00",
        )
    )


def _time_cell(quarter: Quarter, language: str, picker: Random) -> str:
    return picker.choice(words.QUARTERS[language]).format(
        roman=words.ROMAN[quarter.number],
        number=quarter.number,
        ordinal=words.ORDINALS[quarter.number],
        month=words.MONTHS[language][quarter.number - 1],
        year=quarter.year,
    )


def _bodies_cell(bodies: Sequence[words.MadeBody], language: str, picker: Random) -> str:
    lead, *partners = bodies
    written = _named(lead, lead.names[language], language)
    if not partners:
        return written
    if picker.random() < 0.4:
        return ", ".join(_named(body, body.names[language], language) for body in bodies)
    others = [_named(body, body.after_with[language], language) for body in partners]
    return written + words.COOPERATION[language] + words.AND[language].join(others)


def _named(body: words.MadeBody, name: str, language: str) -> str:
    parent = next((other for other in words.BODIES if other.code == body.parent), None)
    if parent is None:
        return name
    return f"{parent.names[language]} - {body.names[language]}"


def _blocks(plan: MadePlan, layout: Layout) -> Iterator[made_files.MadeBlock]:
    yield made_files.Text(words.TITLE_LINE[plan.language].format(plan.year))
    headings = words.HEADINGS[plan.language]
    header = [headings[column][layout.heading_style % len(headings[column])] for column in layout.columns]
    objective_line, measure_line = words.SECTIONS[plan.language]
    objective = 0
    for index, measure in enumerate(plan.measures):
        is_first = index == 0
        in_table = layout.are_headings_in_table and not is_first
        if measure.objective != objective:
            objective = measure.objective
            yield made_files.Text(objective_line.format(objective, words.OBJECTIVE_TITLES[plan.language]), in_table)
        yield made_files.Text(measure_line.format(measure.label, measure.title), in_table)
        rows = [header] if is_first or (layout.is_header_repeated and not in_table) else []
        rows += [[activity.cells[column] for column in layout.columns] for activity in measure.activities]
        yield made_files.Rows(rows, joins_above=in_table)
