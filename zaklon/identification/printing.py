"""docs/screening.md, printed from the country packs and the rules."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from zaklon.identification.rules.findings import COERCION, DECEPTION, Combination, Finding, combinations
from zaklon.vocabulary.pack import Indicator, Instrument, Pack, Weighing

_HEAD = """# Screening

Printed from the country packs and the code by `make docs`; do not edit. The lists stand in `instruments.csv` and
`indicators.csv` of a pack (docs/packs.md), the rules in `zaklon/identification/rules`.

A screening answers lists of indicators: *present*, *absent* or *not known* for each. **The result is advice.** A
human decides and says why, and nothing in it closes the way to help: whatever the answers say, the person is told
which help is open. Answers stay with the version of the list that they were given to. A list that is off cannot be
used.

An answered list is a sheet of the file like any form: sealed in the part for the screening, with its codes for
statistics, superseded and kept when it is corrected, opened in the version that asked. The form of the human decision
begins with what was marked, never with a result or a reason.

## How answers are weighed

### One dimension of an ILO list

Only what is present counts, each indicator once. A dimension is positive with at least

- two strong indicators, or
- one strong and one medium or weak, or
- three medium, or
- two medium and one weak.

One strong alone, two medium alone, and any number of weak ones alone are not enough. Source: ILO and European
Commission, WCMS_105023, as read in a third-party list.

### An adult, by an ILO list

`-` stands for not positive. *Means* are deception and coercion at recruitment. Abuse of vulnerability, at recruitment
or at destination, is a means as well: it reinforces a row that names another, completes none, and with it nothing
counts as "no means". The rows that the source lists are marked; for all others the finding is `expert_review`, never
that there is nothing.
"""

_AFTER = """
While something that is not known could still make a dimension positive, nothing is ruled out: the finding is then
`not_enough_known` instead of `not_indicated`.

### A child, by an ILO list

Whoever is not known to be an adult counts as a child. Means do not matter. An act and positive exploitation are
`trafficking_indicated`; the act is shown by a positive dimension of recruitment or by the elements below. Any other
positive dimension is `expert_review`. Exploitation of a child is never only a matter of labour law.

### The elements of the Palermo Protocol

One indicator of an element is enough for it. Act, means and purpose together are `trafficking_indicated`; for a
child, act and purpose. A part of them is `expert_review`. Whether the person agreed is not asked: once a means was
used it decides nothing, and for a child it never does.

### The list for children

A proposal of ours. One strong sign, or two of any kind, are `child_concern`; a single other sign is `expert_review`.

### Several lists about one person

Each list keeps its own result; the advice names the finding that points furthest. An act that the elements show
counts for the child's ILO list. One more indicator that is present never makes the advice point less far. Questions
are proposed only where an answer could change something, at most five, one for each topic, and none that any list has
answered. Once the advice is to refer, nothing more is asked.

| finding | points | what it is in the source |
| --- | --- | --- |
"""

_POINTS = {
    Finding.NOT_INDICATED: ("no further; help stays open", "no exploitation found"),
    Finding.NOT_ENOUGH_KNOWN: ("no further yet; help stays open", "ours"),
    Finding.LABOUR_RIGHTS: ("to help with rights at work", "exploited, not trafficking on this evidence"),
    Finding.DECEIVED_AND_EXPLOITED: ("to looking together with the Team", "deception plus exploitation"),
    Finding.EXPERT_REVIEW: ("to looking together with the Team", "needs expert review"),
    Finding.CHILD_CONCERN: ("to protection and referral", "ours"),
    Finding.TRAFFICKING_INDICATED: ("to referral as a presumed victim", "presumed victim"),
}
_WAYS = {DECEPTION: "deception", COERCION: "coercion"}


def screening_page(packs: Iterable[Pack]) -> str:
    """The whole page as Markdown, in English."""
    lines = [_HEAD, *_combinations(), _AFTER.rstrip()]
    lines += [f"| `{finding}` | {points} | {source} |" for finding, (points, source) in _POINTS.items()]
    for pack in packs:
        lines += _pack(pack)
    return "\n".join(lines) + "\n"


def _combinations() -> Iterator[str]:
    yield "| means at recruitment | exploitation | coercion at destination | finding | with abuse of vulnerability |"
    yield "| --- | --- | --- | --- | --- |"
    for row in combinations():
        means = " and ".join(name for code, name in _WAYS.items() if code in row.means) or "-"
        shown = [means, _mark(row.is_exploited), _mark(row.is_coerced_there), *_found(row)]
        yield f"| {' | '.join(shown)} |"


def _mark(is_positive: bool) -> str:  # noqa: FBT001  one cell of a table
    return "positive" if is_positive else "-"


def _found(row: Combination) -> list[str]:
    both = (row.finding, row.finding_with_abuse)
    return [f"`{each}`" + ("" if each is Finding.EXPERT_REVIEW else " (listed)") for each in both]


def _pack(pack: Pack) -> Iterator[str]:
    names = {term.code: term.labels["en"] for term in pack.terms_of("indicator_dimension")}
    yield from ["", f"## The lists of the pack {pack.country.code}", ""]
    yield "| list | version | about | rule | in use | indicators | certainty |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in pack.instruments:
        cells = [f"`{each.code}`: {each.labels['en']}", str(each.version), each.subject, f"`{each.rule}`"]
        cells += ["yes" if each.is_on else "**no**", str(len(each.indicators)), each.certainty]
        yield f"| {' | '.join(cells)} |"
    for each in pack.instruments:
        yield from _instrument(each, names)


def _instrument(instrument: Instrument, names: dict[str, str]) -> Iterator[str]:
    yield from ["", f"### {instrument.labels['en']} (`{instrument.code}`, version {instrument.version})", ""]
    if not instrument.is_on:
        yield from [f"**Not in use.** {instrument.off_reason}", ""]
    yield f"Source: {_sentence(instrument.source, instrument.note)}"
    is_weighed = instrument.rule is not Weighing.PALERMO
    for code, rows in groupby(instrument.indicators, key=lambda each: each.dimension):
        yield from ["", f"**{names[code]}** (`{code}`)", ""]
        yield "| code | indicator |" + (" strength |" if is_weighed else "") + " certainty | source |"
        yield "| --- | --- |" + (" --- |" if is_weighed else "") + " --- | --- |"
        yield from (_indicator(each) for each in rows)


def _indicator(indicator: Indicator) -> str:
    strength = f" {indicator.strength} |" if indicator.strength else ""
    source = _sentence(indicator.source, indicator.note)
    return f"| `{indicator.code}` | {indicator.labels['en']} |{strength} {indicator.certainty} | {source} |"


def _sentence(source: str, note: str) -> str:
    return f"{source}; {note}" if note else source
