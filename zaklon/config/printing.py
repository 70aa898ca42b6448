"""Pages of docs/ that are printed from the code; a test fails when one is stale."""

from collections.abc import Sequence
from pathlib import Path

from zaklon.access import printing as access_printing
from zaklon.access.workflow import Step
from zaklon.api.schema import schema_text
from zaklon.capacity import states as capacity_states
from zaklon.cases import printing as cases_printing
from zaklon.config.environment import KNOWN
from zaklon.config.keys import KEYS
from zaklon.forms.printing import forms_page
from zaklon.helpline import states as helpline_states
from zaklon.identification import printing as identification_printing
from zaklon.identification import states as identification_states
from zaklon.partnership import states as partnership_states
from zaklon.pathway import printing as pathway_printing
from zaklon.plan import states as plan_states
from zaklon.registers.printing import registers_page
from zaklon.vocabulary.pack import PACKS_DIR, read_pack

DOCS = Path(__file__).resolve().parents[2] / "docs"

STATE_TABLES: dict[str, tuple[str, Sequence[Step]]] = {
    "paper": ("A strategy or a yearly plan", plan_states.PAPER_STEPS),
    "reporting-period": ("A reporting period", plan_states.PERIOD_STEPS),
    "progress-report": ("A progress report", plan_states.REPORT_STEPS),
    "confirmation": ("A partner's confirmation", plan_states.CONFIRMATION_STEPS),
    "team-session": ("A session of the Team", identification_states.SESSION_STEPS),
    "hand-over": ("A hand-over of the helpline", helpline_states.HAND_OVER_STEPS),
    "board-session": ("A session of the Coordination Body", partnership_states.SESSION_STEPS),
    "conclusion": ("A conclusion of the Coordination Body", partnership_states.CONCLUSION_STEPS),
    "grant-call": ("A call for organisations", partnership_states.CALL_STEPS),
    "grant-application": ("An application for a grant", partnership_states.APPLICATION_STEPS),
    "grant-report": ("A report about a grant", partnership_states.REPORT_STEPS),
    "course-version": ("A version of a course", capacity_states.VERSION_STEPS),
    "plan-import": ("A plan file on its way in", plan_states.IMPORT_STEPS),
}

_PRINTED = "Printed from the code by `make docs`; do not edit.\n"


def pages() -> dict[Path, str]:
    """Every printed page with its text."""
    printed = {DOCS / "settings.md": settings_page(), DOCS / "permissions.md": access_printing.permissions_page()}
    packs = [read_pack(path.parent) for path in sorted(PACKS_DIR.glob("*/pack.yaml"))]
    printed[DOCS / "case-access.md"] = cases_printing.case_access_page()
    printed[DOCS / "ways.md"] = pathway_printing.ways_page(packs)
    printed[DOCS / "screening.md"] = identification_printing.screening_page(packs)
    printed[DOCS / "forms.md"] = forms_page(packs)
    printed[DOCS / "registers.md"] = registers_page(packs)
    printed[DOCS / "openapi.json"] = schema_text()
    for name, (title, steps) in STATE_TABLES.items():
        printed[DOCS / "states" / f"{name}.md"] = states_page(title, steps)
    return printed


def write_all() -> list[Path]:
    """Write every printed page; returns the files."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return list(pages())


def settings_page() -> str:
    """Every setting and every key."""
    lines = ["# Settings", "", _PRINTED, "All settings come from the environment.", ""]
    lines += ["| setting | what it is for |", "| --- | --- |"]
    lines += [f"| `{name}` | {text} |" for name, text in KNOWN.items()]
    lines += [
        "",
        "## Keys",
        "",
        "Files of 64 hexadecimal digits in `ZAKLON_KEYS_DIR`, readable by their owner only.",
        "",
    ]
    lines += ["| key | what it protects |", "| --- | --- |"]
    lines += [f"| `{name}.key` | {text} |" for name, text in KEYS.items()]
    return "\n".join(lines) + "\n"


def states_page(title: str, steps: Sequence[Step]) -> str:
    """A table of steps and the same as a diagram."""
    lines = [f"# {title}", "", _PRINTED]
    lines += ["| step | from | to | who |", "| --- | --- | --- | --- |"]
    lines += [f"| {step.verb} | {step.source} | {step.target} | `{step.permission}` |" for step in steps]
    lines += ["", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {step.source} --> {step.target}: {step.verb}" for step in steps]
    return "\n".join([*lines, "```"]) + "\n"
