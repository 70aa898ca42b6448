"""Loading a country pack into the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q

from zaklon.common.errors import RuleBroken
from zaklon.vocabulary import instruments, wanted
from zaklon.vocabulary.form_loading import sync_forms
from zaklon.vocabulary.instrument_models import Indicator, Instrument
from zaklon.vocabulary.models import (
    Census,
    Clock,
    Country,
    Footnote,
    Language,
    Municipality,
    PackLoad,
    Population,
    ReportKind,
    Term,
    TermLabel,
    Territory,
    Threshold,
)
from zaklon.vocabulary.pack import Pack
from zaklon.vocabulary.queries import forget_pack_of_page
from zaklon.vocabulary.registers import sync_registers
from zaklon.vocabulary.rules import last_day_in_use, version_key
from zaklon.vocabulary.syncing import Change, sync
from zaklon.vocabulary.way_models import Advice, Holiday, Step, Way

# Two loads at once would read the same tables and both write; the second waits for the first.
_ONE_LOAD_AT_A_TIME = 7_306_001


@dataclass(frozen=True)
class PackOutcome:
    """What a load did, or what it would do (`is_dry_run`). `tables` names only tables that change."""

    country: str
    version: str
    previous_version: str | None
    is_dry_run: bool
    tables: Mapping[str, Change] = field(default_factory=dict)

    @property
    def total(self) -> Change:
        """The sum over all tables."""
        changes = self.tables.values()
        return Change(
            sum(change.added for change in changes),
            sum(change.changed for change in changes),
            sum(change.retired for change in changes),
            sum(change.removed for change in changes),
        )


class _DryRun(Exception):
    """Carries the outcome out of a transaction that is rolled back."""

    def __init__(self, outcome: PackOutcome) -> None:
        super().__init__()
        self.outcome = outcome


def load_pack(pack: Pack, *, now: datetime, dry_run: bool = False) -> PackOutcome:
    """Make the tables hold the pack. Bodies are not loaded here: `access` takes them from `pack.bodies`.

    The same pack again changes nothing. Named things that the pack no longer has are retired on the day before `now`
    in the country's own time, never deleted. Needs the reach 'system'.
    Raises RuleBroken: pack_of_another_country, pack_older, pack_version_not_raised, instrument_version_not_raised,
    form_version_changed.
    """
    try:
        with transaction.atomic():
            outcome = _load(pack, now=now, dry_run=dry_run)
            if dry_run:
                raise _DryRun(outcome)
    except _DryRun as undone:
        return undone.outcome
    forget_pack_of_page()
    return outcome


def _load(pack: Pack, *, now: datetime, dry_run: bool) -> PackOutcome:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_LOAD_AT_A_TIME])
    previous = PackLoad.objects.order_by("-pk").first()
    previous_version = previous.version if previous else None
    if previous is not None:
        _refuse_unfit(pack, previous)
        if previous.content_hash == pack.content_hash:
            return PackOutcome(pack.country.code, pack.version, previous_version, dry_run)
    instruments.refuse_changed_versions(pack)
    today = now.astimezone(ZoneInfo(pack.country.timezone)).date()
    tables = {name: change for name, change in _write(pack, today).items() if not change.is_empty}
    outcome = PackOutcome(pack.country.code, pack.version, previous_version, dry_run, tables)
    total = outcome.total
    PackLoad.objects.create(
        country=pack.country.code,
        version=pack.version,
        content_hash=pack.content_hash,
        loaded_at=now,
        added=total.added,
        changed=total.changed,
        retired=total.retired,
        removed=total.removed,
    )
    return outcome


def _refuse_unfit(pack: Pack, previous: PackLoad) -> None:
    """A pack may follow another one only in the same country and with a higher version."""
    facts = {"loaded": previous.version, "offered": pack.version}
    if previous.country != pack.country.code:
        raise RuleBroken("pack_of_another_country", facts={"loaded": previous.country, "offered": pack.country.code})
    if version_key(pack.version) < version_key(previous.version):
        raise RuleBroken("pack_older", facts=facts)
    if pack.version == previous.version and pack.content_hash != previous.content_hash:
        raise RuleBroken("pack_version_not_raised", facts=facts)


def _write(pack: Pack, today: date) -> dict[str, Change]:
    changes = {
        "country": sync(Country.objects.all(), ("code",), wanted.countries(pack)),
        "languages": sync(Language.objects.all(), ("code",), wanted.languages(pack), remove=True),
        "terms": _sync_terms(wanted.terms(pack), today),
    }
    ids = {(list_code, code): pk for pk, list_code, code in Term.objects.values_list("pk", "list_code", "code")}
    labels = wanted.labels(pack, ids)
    held_labels = TermLabel.objects.filter(term_id__in={term_id for term_id, _language in labels})
    changes["labels"] = sync(held_labels, ("term_id", "language"), labels, remove=True)
    by_term = ("term_id",)
    changes["municipalities"] = sync(Municipality.objects.all(), by_term, wanted.municipalities(pack, ids))
    changes["censuses"] = sync(Census.objects.all(), by_term, wanted.censuses(pack, ids))
    figures = wanted.population(pack, ids)
    changes["population"] = sync(Population.objects.all(), ("municipality_id", "census_id"), figures, remove=True)
    territories = wanted.territories(pack, ids)
    changes["territories"] = sync(Territory.objects.all(), ("municipality_id", "kind"), territories, remove=True)
    changes["clocks"] = sync(Clock.objects.all(), by_term, wanted.clocks(pack, ids))
    changes["thresholds"] = sync(Threshold.objects.all(), by_term, wanted.thresholds(pack, ids))
    changes["ways"] = sync(Way.objects.all(), by_term, wanted.ways(pack, ids))
    changes["steps"] = sync(Step.objects.all(), by_term, wanted.steps(pack, ids))
    changes["holidays"] = sync(Holiday.objects.all(), by_term, wanted.holidays(pack, ids))
    changes["advice"] = sync(Advice.objects.all(), by_term, wanted.advice(pack, ids))
    changes["reports"] = sync(ReportKind.objects.all(), by_term, wanted.report_kinds(pack, ids))
    changes["footnotes"] = sync(Footnote.objects.all(), by_term, wanted.footnotes(pack, ids))
    changes["instruments"] = sync(Instrument.objects.all(), by_term, instruments.instrument_rows(pack, ids))
    changes["indicators"] = sync(Indicator.objects.all(), by_term, instruments.indicator_rows(pack, ids))
    return changes | sync_forms(pack, today) | sync_registers(pack, today)


def _sync_terms(rows: wanted.Rows, today: date) -> Change:
    """Add and change terms as any other row; retire those that the pack no longer has."""
    change = sync(Term.objects.all(), ("list_code", "code"), rows)
    retired = 0
    for term in Term.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today)):
        if (term.list_code, term.code) not in rows:
            term.valid_until = last_day_in_use(term.valid_from, today)
            term.save(update_fields=["valid_until"])
            retired += 1
    return replace(change, retired=retired)
