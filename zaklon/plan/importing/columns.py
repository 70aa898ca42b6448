"""Which column of which table a heading names, in any of the languages and in any order."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

from zaklon.plan.importing.amounts import says_no_funding
from zaklon.plan.importing.codes import code_of
from zaklon.plan.importing.folding import fold, tidy


class Column(StrEnum):
    """The columns that a plan can have."""

    CODE = "code"
    ACTIVITY = "activity"
    MEASURE = "measure"
    OBJECTIVE = "objective"
    BODIES = "bodies"
    LEAD = "lead"
    PARTNERS = "partners"
    START = "start"
    END = "end"
    PERIOD = "period"
    INDICATOR = "indicator"
    MONEY = "money"
    SOURCE = "source"
    BASELINE = "baseline"
    MID = "mid"
    FINAL = "final"
    TARGET = "target"
    PERFORMANCE = "performance"
    OTHER = "other"


_RESPONSIBLE: Final = r"responsib|nadlezn|odgovorn|nosi(?:lac|oc|telj)|pergjegj|bartes"
# Folded words in English, Montenegrin and Albanian; the first that matches names the column, so the order matters:
# "Nosilac aktivnosti" is a body before it is an activity, "Izvor verifikacije" is left out before it is a source.
_COLUMNS: Final[tuple[tuple[Column, tuple[str, ...]], ...]] = (
    (
        Column.CODE,
        (
            r"^(?:no|nr|br|n|r ?\. ?b(?:r|roj)?|redni broj|#|sifra|oznaka)\.?$",
            r"^(?:code|kodi?|numri?|nr rendor|activity (?:no|code))\.?$",
        ),
    ),
    (
        Column.OTHER,
        (r"\bstatus|\bnotes?\b|napomen|remark|komentar|comment|verej|shenim", r"rizi[kc]|\brisks?\b|verifi"),
    ),
    (
        Column.BASELINE,
        (
            r"initial value|baseline|starting value",
            r"(?:pocetn|polazn|bazn)\w* (?:vrij?ednost|stanj)",
            r"fillestare|vlera (?:e )?baz",
        ),
    ),
    (
        Column.MID,
        (
            r"(?:target|ciljn|ciljan|synuar).*\b(?:mid|middle|mid-?term|sredin\w*|mes\w*|gjysm\w*)",
            r"^(?:mid-?term|interim) (?:target|value)|vrij?ednost na (?:sredin|polovin)",
        ),
    ),
    (
        Column.FINAL,
        (
            r"(?:target|ciljn|ciljan|synuar).*\b(?:end|final|kraj\w*|fund\w*|perfundim\w*)",
            r"^final (?:target|value)|^(?:krajnj|konacn)\w* ciljn|vrij?ednost na kraj",
        ),
    ),
    (Column.TARGET, (r"\btarget|ciljn\w* vrij?ednost|ciljan\w* vrij?ednost|vlera e synuar",)),
    (
        Column.PERFORMANCE,
        (
            r"(?:performance|outcome|impact) indicator",
            r"(?:indikator|pokazatelj)\w* (?:ucin|uspj?e|performans|ishod|uticaj)",
            r"tregues\w* (?:i |e |te )?(?:perform|sukses|rezultatit te objektiv|ndikim)",
        ),
    ),
    (
        Column.PARTNERS,
        (rf"^(?!.*(?:{_RESPONSIBLE})).*(?:\bpartner|saradn|bashkepun|co-?operat|supporting (?:bod|instit))",),
    ),
    (
        Column.LEAD,
        (r"^lead\b|\blead (?:bod|instit|agenc)|^glavni nosi|^vodec|institucioni (?:drejt|udheheq)",),
    ),
    (
        Column.BODIES,
        (
            _RESPONSIBLE,
            r"implementing|institution|institucij|zbatues",
        ),
    ),
    (
        Column.INDICATOR,
        (
            r"indicator|indikator|pokazatelj|tregues|\bkpis?\b",
            r"expected (?:result|output)|ocekivan\w* rezultat|^rezultat|^outputs?\b",
        ),
    ),
    (Column.SOURCE, (r"^(?:sources?|izvori?|burim\w*)\b",)),
    (Column.START, (r"\bstart|\bbegin|pocet|pocinj|fillimi|\bnisj|^(?:from|od|nga)$",)),
    (Column.END, (r"complet|\bend\b|\bending\b|\bkraj\b|zavrs|okonc|perfundim|\bdue\b|\bfinish|^(?:to|do|deri)$",)),
    (
        Column.MONEY,
        (
            r"financ|finans|budget|\bcosts?\b|\bfund(?:s|ing|ed)?\b|\bamount",
            r"budzet|sredst|trosk|trosak|iznos",
            r"buxhet|kosto|shpenzim|shuma",
        ),
    ),
    (
        Column.PERIOD,
        (
            r"deadline|date of implementation|implementation (?:date|period)|time ?-?(?:frame|line|limit)|\bdate\b",
            r"\brok\b|rokov|vremensk|dinamik|period (?:real|sprov|impl)|\bdatum\b",
            r"afat|kohor|^koha|^data$|\bdata e\b|^(?:quarter|kvartal|tremujori)$",
        ),
    ),
    (Column.ACTIVITY, (r"activit|aktivnost|aktivitet|veprimtari|^akcij|^actions?$|^tasks?$|^veprim",)),
    (Column.OBJECTIVE, (r"\bobjective|\bcilj\b|objektiv|qellim",)),
    (Column.MEASURE, (r"^(?:key )?measures?$|^(?:kljucn\w+ )?mj?er[ae]$|^masa(?: kyce| kryesore)?$|^masat$",)),
)
_MAX_HEADING: Final = 200
_PATTERNS: Final = tuple((column, re.compile("|".join(words))) for column, words in _COLUMNS)


@lru_cache(maxsize=4096)
def column_of(text: str) -> Column | None:
    """The column that a heading names, None when it is none that we know."""
    if len(text) > _MAX_HEADING:
        return None
    folded = tidy(re.sub(r"[^\w\s.#/-]", " ", fold(text)))
    if not folded or len(folded.split()) > 16 or re.search(r"\d{3,}(?<!20\d\d)", folded) or says_no_funding(text):
        return None
    return next((column for column, pattern in _PATTERNS if pattern.search(folded)), None)


def header_columns(cells: Sequence[str]) -> tuple[Column | None, ...] | None:
    """The columns of a header row, None when the row is no header.

    A header names an activity or an indicator, has at least three columns that we know, none twice except the time
    and the target, and hardly any that we do not know.
    """
    if any(len(cell) > _MAX_HEADING for cell in cells):
        return None
    columns = [column_of(cell) if cell.strip() else None for cell in cells]
    known = [column for column in columns if column]
    filled = sum(bool(cell.strip()) for cell in cells)
    if len(set(known)) < 3 or len(known) * 3 < filled * 2 or any(code_of(cell) for cell in cells):
        return None
    if not {Column.ACTIVITY, Column.INDICATOR, Column.PERFORMANCE} & set(known):
        return None
    return _settled(columns)


def _settled(columns: list[Column | None]) -> tuple[Column | None, ...]:
    """Columns whose sense depends on the others: the time, the targets, the indicator beside a baseline."""
    settled = list(columns)
    present = set(columns)
    if {Column.BASELINE, Column.TARGET, Column.MID, Column.FINAL} & present:
        settled = [Column.PERFORMANCE if column is Column.INDICATOR else column for column in settled]
    if Column.PERIOD in present and Column.END in present and Column.START not in present:
        settled = [Column.START if column is Column.PERIOD else column for column in settled]
    elif Column.PERIOD in present and Column.START in present and Column.END not in present:
        settled = [Column.END if column is Column.PERIOD else column for column in settled]
    targets = [index for index, column in enumerate(settled) if column is Column.TARGET]
    if targets:
        free = [column for column in (Column.MID, Column.FINAL) if column not in present]
        free = free if len(targets) > 1 else free[-1:]
        for index, column in zip(targets, free, strict=False):
            settled[index] = column
    return tuple(settled)
