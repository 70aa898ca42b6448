"""Where the persons of a case stand, and what may be done next: as one reader meets it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zaklon.access.roles import Role
from zaklon.cases.models import Case
from zaklon.cases.queries.page_rows import PersonRow
from zaklon.pathway.models import Move, Standing
from zaklon.pathway.rules.needs import About, is_for
from zaklon.pathway.rules.steps import possible
from zaklon.vocabulary.pack import Step
from zaklon.vocabulary.wording import Vocabulary, Wording


@dataclass(frozen=True)
class Law:
    """The loaded pack, and its words in the reader's language."""

    words: Vocabulary
    wording: Wording


@dataclass(frozen=True)
class StepRow:
    """A step that the reader may take: its verb and what it is called."""

    verb: str
    name: str


@dataclass(frozen=True)
class WayRow:
    """Where a person stands on a way, in words and by its code; `since` is None before the first step."""

    way: str
    name: str
    state: str
    state_code: str
    since: datetime | None
    steps: tuple[StepRow, ...]


@dataclass(frozen=True)
class MoveRow:
    """A step that was taken, and by whom."""

    name: str
    state: str
    moved_at: datetime
    user_id: UUID | None
    body_id: UUID | None


def ways_of(persons: Iterable[PersonRow], roles: Collection[Role], law: Law) -> dict[UUID, tuple[WayRow, ...]]:
    """By person: ways that have begun and that the reader sees, and those on which the reader may take a first step.

    `roles` are those in which the reader works on the case; none for who only oversees it. A step that is not for such
    a person, as a guardian is not for an adult, is left out. One query.
    """
    people = list(persons)
    found = Standing.objects.filter(person_id__in=[row.person_id for row in people])
    standings = {(row.person_id, row.way): row for row in found}
    ways = law.words.ways
    return {
        row.person_id: _ways({way: standings.get((row.person_id, way)) for way in ways}, about(row, law), roles, law)
        for row in people
    }


def about(row: PersonRow, law: Law) -> About:
    """How a person of a case is known, as conditions of steps look at it."""
    home = law.words.country.code if law.words.country else ""  # no steps either before a pack is loaded
    return About(row.age_group, row.citizenship, home)


def _ways(
    standings: Mapping[str, Standing | None], whom: About, roles: Collection[Role], law: Law
) -> tuple[WayRow, ...]:
    ways = law.words.ways
    states = {way: row.state if row else ways[way].start for way, row in standings.items()}
    steps = [step for step in possible(law.words.steps, states, roles) if is_for(step.needs, whom)]
    rows = (
        WayRow(
            way=way,
            name=law.wording.label("way", way),
            state=law.wording.label(f"state_{way}", states[way]),
            state_code=states[way],
            since=row.since if row else None,
            steps=tuple(_step_row(step, law) for step in steps if step.way == way),
        )
        for way, row in sorted(standings.items(), key=lambda item: ways[item[0]].order)
    )
    return tuple(row for row in rows if row.since or row.steps)


def _step_row(step: Step, law: Law) -> StepRow:
    return StepRow(step.verb, law.wording.label("step", step.code))


def moves_of(person_id: UUID, way: str, law: Law) -> tuple[MoveRow, ...]:
    """Every step of a person on a way that the reader sees, the newest first. One query."""
    return tuple(
        MoveRow(
            law.wording.label("step", f"{way}.{row.verb}"),
            law.wording.label(f"state_{way}", row.to_state),
            row.moved_at,
            row.user_id,
            row.body_id,
        )
        for row in Move.objects.filter(person_id=person_id, way=way).order_by("-moved_at", "-pk")
    )


def state_of(person_id: UUID, way: str, law: Law) -> str:
    """The code of the state on a way, for who sees the way; the way's first state before the first step."""
    found = Standing.objects.filter(person_id=person_id, way=way).values_list("state", flat=True).first()
    return found or law.words.ways[way].start


def is_seen(code: str) -> bool:
    """Whether the reader still sees the case: a step may end that."""
    return Case.objects.filter(code=code).exists()
