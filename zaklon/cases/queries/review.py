"""What the data-protection officer reviews: uses of break-glass, and people who stepped aside."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.permissions import Permission
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import Part, Stance
from zaklon.cases.models import BreakGlass, Case, Conflict
from zaklon.cases.queries.naming import Names, names_for
from zaklon.cases.queries.page_rows import Who

# A year has few; a list that is longer is itself the finding.
_MOST = 500


@dataclass(frozen=True)
class GlassRow:
    """One use of break-glass."""

    glass_id: UUID
    code: str
    who: Who
    part: Part
    reason: str
    starts_at: datetime
    ends_at: datetime
    due_at: datetime
    is_overdue: bool
    is_own: bool
    reviewed_at: datetime | None
    reviewed_by: Who
    is_justified: bool | None
    words: str


@dataclass(frozen=True)
class ConflictRow:
    """Somebody who must not see a case."""

    conflict_id: UUID
    code: str
    who: Who
    stance: Stance
    is_declared: bool
    noted_at: datetime
    is_own: bool


@dataclass(frozen=True)
class Register:
    """What waits, and every use of the year."""

    year: int
    years: tuple[int, ...]
    waiting: tuple[GlassRow, ...]
    uses: tuple[GlassRow, ...]
    conflicts: tuple[ConflictRow, ...]


def register(year: int, *, actor: Actor, now: datetime, language: str) -> Register:
    """Openings that wait for a review, all of the year, and conflicts in force. Raises NotPermitted."""
    actor.must(Permission.PRIVACY_REVIEW)
    waiting = list(BreakGlass.objects.filter(reviewed_at__isnull=True).order_by("review_due_at", "pk")[:_MOST])
    of_year = BreakGlass.objects.filter(starts_at__year=year)
    uses = list(of_year.order_by("-starts_at", "pk")[:_MOST])
    conflicts = list(Conflict.objects.filter(lifted_at__isnull=True).order_by("-noted_at", "pk")[:_MOST])
    first = BreakGlass.objects.order_by("starts_at").values_list("starts_at", flat=True).first()
    codes = _codes({*(each.case_id for each in (*waiting, *uses)), *(each.case_id for each in conflicts)})
    doers = {*(each.user_id for each in (*waiting, *uses)), *(each.user_id for each in conflicts)}
    names = names_for([*doers, *(each.reviewed_by_id for each in uses)], language)
    years = range(timezone.localdate(now).year, timezone.localdate(first or now).year - 1, -1)
    return Register(
        year,
        tuple(years),
        tuple(_glass_row(each, names, codes, actor, now) for each in waiting),
        tuple(_glass_row(each, names, codes, actor, now) for each in uses),
        tuple(
            ConflictRow(
                each.pk,
                codes[each.case_id],
                names.who(each.user_id, None),
                Stance(each.stance),
                each.is_declared,
                each.noted_at,
                each.user_id == actor.user_id,
            )
            for each in conflicts
        ),
    )


def glass_to_review(glass_id: UUID, *, actor: Actor, now: datetime, language: str) -> GlassRow:
    """One use of break-glass. Raises NotPermitted, BreakGlass.DoesNotExist."""
    actor.must(Permission.PRIVACY_REVIEW)
    glass = BreakGlass.objects.get(pk=glass_id)
    names = names_for([glass.user_id, glass.reviewed_by_id], language)
    return _glass_row(glass, names, _codes({glass.case_id}), actor, now)


def _codes(case_ids: set[int]) -> dict[int, str]:
    # The officer sees no case; the code, which says nothing, is how others are asked about one.
    with acting_as(SYSTEM):
        return dict(Case.objects.filter(pk__in=case_ids).values_list("pk", "code"))


def _glass_row(glass: BreakGlass, names: Names, codes: dict[int, str], actor: Actor, now: datetime) -> GlassRow:
    return GlassRow(
        glass.pk,
        codes[glass.case_id],
        names.who(glass.user_id, glass.body_id, Role(glass.role)),
        Part(glass.part),
        glass.reason,
        glass.starts_at,
        glass.ends_at,
        glass.review_due_at,
        glass.reviewed_at is None and glass.review_due_at < now,
        glass.user_id == actor.user_id,
        glass.reviewed_at,
        names.who(glass.reviewed_by_id, None),
        glass.is_justified,
        glass.review_words,
    )
