"""What `zaklon pack check` and `zaklon pack load` answer: an exit code and a text."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.common.errors import RuleBroken
from zaklon.vocabulary.commands import PackOutcome, load_pack
from zaklon.vocabulary.fault_texts import REFUSALS, problem, remedy
from zaklon.vocabulary.pack import Certainty, Pack, PackFault, PackFaulty, read_pack

EXIT_DONE = 0
EXIT_REFUSED = 2
SHOWN_FAULTS = 100

Answer = tuple[int, str]


def check(folder: Path, *, as_json: bool) -> Answer:
    """Check a pack: exit code 0 and what it holds, or 2 and every fault with file, line and what to do."""
    try:
        pack = read_pack(folder)
    except PackFaulty as refusal:
        return EXIT_REFUSED, faults_text(refusal.faults, as_json=as_json)
    return EXIT_DONE, _contents_json(pack) if as_json else _contents(pack)


def load(folder: Path, *, as_json: bool, dry_run: bool, now: datetime) -> Answer:
    """Load a pack: exit code 0 and what changed, or 2 and why not. Run it inside an acting context of the system."""
    try:
        outcome = load_pack(read_pack(folder), now=now, dry_run=dry_run)
    except PackFaulty as refusal:
        return EXIT_REFUSED, faults_text(refusal.faults, as_json=as_json)
    except RuleBroken as refusal:
        return EXIT_REFUSED, _refusal(refusal, as_json=as_json)
    return EXIT_DONE, outcome_text(outcome, as_json=as_json)


def outcome_text(outcome: PackOutcome, *, as_json: bool) -> str:
    """What a load did or would do, for each table."""
    if as_json:
        tables = {name: asdict(change) for name, change in outcome.tables.items()}
        return _as_json({"ok": True, **asdict(outcome), "tables": tables})
    facts = {"country": outcome.country, "version": outcome.version}
    if not outcome.tables:
        return _("Nothing to change: %(country)s, version %(version)s is loaded.") % facts
    opening = (
        _("Nothing was changed. Loading %(country)s, version %(version)s would do this:")
        if outcome.is_dry_run
        else _("Loaded %(country)s, version %(version)s:")
    )
    counts = _("%(table)s: %(added)d added, %(changed)d changed, %(retired)d retired, %(removed)d removed")
    lines = ["  " + counts % {"table": name, **asdict(change)} for name, change in outcome.tables.items()]
    return "\n".join([opening % facts, *lines])


def _refusal(refusal: RuleBroken, *, as_json: bool) -> str:
    error, hint = (str(sentence) % refusal.facts for sentence in REFUSALS[refusal.code])
    return _as_json({"ok": False, "error": error, "hint": hint}) if as_json else f"{error}\n{hint}"


def faults_text(faults: Sequence[PackFault], *, as_json: bool) -> str:
    """All faults as JSON, or the first hundred as sentences with their number."""
    if as_json:
        return _as_json({"ok": False, "faults": [_fault_json(fault) for fault in faults]})
    lines = [f"{fault.place}\n  {problem(fault)}\n  {remedy(fault)}" for fault in faults[:SHOWN_FAULTS]]
    count = len(faults)
    lines.append(
        ngettext("The pack cannot be used: %(count)d fault.", "The pack cannot be used: %(count)d faults.", count)
        % {"count": count}
    )
    if count > SHOWN_FAULTS:
        lines.append(_("Only the first %(shown)d are listed; --json lists all.") % {"shown": SHOWN_FAULTS})
    return "\n".join(lines)


def counts_of(pack: Pack) -> dict[str, int]:
    """How many records of each kind the pack holds."""
    return {
        "languages": len(pack.languages),
        "lists": len(pack.lists),
        "terms": len(pack.terms),
        "regions": len(pack.regions),
        "municipalities": len(pack.municipalities),
        "bodies": len(pack.bodies),
        "body_aliases": len(pack.body_aliases),
        "clocks": len(pack.clocks),
        "thresholds": len(pack.thresholds),
        "ways": len(pack.ways),
        "steps": len(pack.steps),
        "holidays": len(pack.holidays),
        "advice": len(pack.advice),
        "reports": len(pack.reports),
        "instruments": len(pack.instruments),
        "indicators": sum(len(instrument.indicators) for instrument in pack.instruments),
        "forms": len(pack.forms),
        "registers": len(pack.register_rows.get("registers.csv", {})),
        "measures": len(pack.register_rows.get("measures.csv", {})),
        "report_tables": len(pack.register_rows.get("report_tables.csv", {})),
        "form_fields": sum(len(form.fields) for form in pack.forms),
    }


def certainties_of(pack: Pack) -> dict[str, int]:
    """How many records of the pack are read, proposed, or from memory and to be verified."""
    tables = (
        pack.lists, pack.terms, pack.regions, pack.municipalities, pack.censuses, pack.population, pack.bodies,
        pack.body_aliases, pack.territories, pack.clocks, pack.thresholds, pack.reports, pack.ways, pack.steps,
        pack.holidays, pack.advice, pack.instruments,
        *(instrument.indicators for instrument in pack.instruments),
        pack.forms,
        *(form.fields for form in pack.forms),
    )  # fmt: skip
    found = Counter(record.certainty for table in tables for record in table)
    found.update(Certainty(row["certainty"]) for rows in pack.register_rows.values() for row in rows.values())
    return {certainty.value: found[certainty] for certainty in Certainty}


def _contents(pack: Pack) -> str:
    sure = certainties_of(pack)
    held = ", ".join(f"{name}: {count}" for name, count in counts_of(pack).items())
    return "\n".join(
        [
            _("The pack can be used: country %(country)s, version %(version)s.")
            % {"country": pack.country.code, "version": pack.version},
            _("It holds: %(held)s.") % {"held": held},
            _("Of its records %(read)d are read in a source, %(proposed)d proposed, %(memory)d to be verified.") % sure,
        ]
    )


def _contents_json(pack: Pack) -> str:
    return _as_json(
        {
            "ok": True,
            "country": pack.country.code,
            "version": pack.version,
            "hash": pack.content_hash,
            "counts": counts_of(pack),
            "certainty": certainties_of(pack),
            "faults": [],
        }
    )


def _fault_json(fault: PackFault) -> dict[str, object]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "code": fault.code,
        "problem": problem(fault),
        "remedy": remedy(fault),
    }


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
