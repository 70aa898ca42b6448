"""docs/ways.md: the ways, steps, conditions and clocks of each pack, printed."""

from collections.abc import Iterable

from zaklon.pathway.commands import effects
from zaklon.pathway.rules import needs
from zaklon.vocabulary.pack import Clock, Pack, Step

_HEAD = """# Ways: where a person stands, and who may move the person on

Printed from the packs by `make docs`; do not edit. The law stands in `ways.csv`, `steps.csv` and `clocks.csv` of
a pack.

A move on one way never forces a move on another. A step is taken by somebody who works on the case in one of its roles;
its form is sealed in the file; the clocks that it starts warn whoever may take a step that ends them. Clocks marked
*product default* are proposals, not law.
"""


def ways_page(packs: Iterable[Pack]) -> str:
    """The whole page as Markdown, in English."""
    lines = [_HEAD, "## Conditions", "", "| condition | holds when |", "| --- | --- |"]
    lines += [f"| `{name}` | {text} |" for name, text in needs.described().items()]
    lines += ["", "## What else happens with a step", "", "| effect | what it does |", "| --- | --- |"]
    lines += [f"| `{name}` | {text} |" for name, text in effects.described().items()]
    for pack in packs:
        lines += ["", f"## {pack.country.names['en']}", *_of_pack(pack)]
    return "\n".join(lines) + "\n"


def _of_pack(pack: Pack) -> list[str]:
    clocks = {clock.code: clock for clock in pack.clocks}
    lines: list[str] = []
    for way in sorted(pack.ways, key=lambda each: each.order):
        steps = sorted((step for step in pack.steps if step.way == way.code), key=lambda step: step.order)
        lines += ["", f"### {way.labels['en']} (`{way.code}`)", ""]
        lines += [f"Begins at `{way.start}`; the words of the state are those of the part *{way.part}*.", ""]
        if way.counts_as:
            counted = ", ".join(f"`{state}` as {category}" for state, category in way.counts_as)
            lines += [f"For statistics a person counts: {counted}; in any other state as nothing.", ""]
        lines += ["| step | from | to | who | needs | form | starts | ends | does |", "| --- " * 9 + "|"]
        lines += [_row(step) for step in steps]
        lines += ["", "```mermaid", "stateDiagram-v2"]
        lines += [f"    {source} --> {step.target}: {step.verb}" for step in steps for source in step.sources]
        lines.append("```")
    used = {code for step in pack.steps for code in (*step.starts, *step.stops)}
    lines += ["", "### Clocks", "", "| clock | what | time | warns after | extended by | pauses | force | certainty |"]
    lines.append("| --- " * 8 + "|")
    return lines + [_clock(clocks[code]) for code in sorted(used, key=lambda code: clocks[code].order)]


def _row(step: Step) -> str:
    form = f"{step.form}{' (complete)' if step.is_complete else ''}"
    cells = (
        f"{step.labels['en']} (`{step.verb}`)",
        " ".join(step.sources),
        step.target,
        " ".join(step.roles),
        " ".join(step.needs),
        form,
        " ".join(step.starts),
        " ".join(step.stops),
        " ".join(step.does),
    )
    return "| " + " | ".join(cells) + " |"


def _clock(clock: Clock) -> str:
    time = f"{clock.amount} {clock.unit}" if clock.amount is not None else "not known"
    warned = " ".join(str(each) for each in clock.warn_at)
    extended = "" if clock.extend_by is None else str(clock.extend_by)
    pauses = "yes" if clock.pauses else ""
    cells = (f"`{clock.code}`", clock.labels["en"], time, warned, extended, pauses, clock.force, clock.certainty.value)
    return "| " + " | ".join(cells) + " |"
