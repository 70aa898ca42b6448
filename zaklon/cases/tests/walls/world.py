"""A random country of cases, posts and facts, told to the database and to the oracle alike."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.models import Body, User
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role, permissions_of, reach_of
from zaklon.access.tests.factories import make_body, make_user
from zaklon.cases.commands.walls import keep_walls
from zaklon.cases.kinds import (
    AlertKind,
    CaseStatus,
    DutyKind,
    ErasureBasis,
    EventKind,
    FlagKind,
    Giver,
    LinkKind,
    MovedKind,
    Part,
    Purpose,
    RightKind,
    Stance,
    Verdict,
)
from zaklon.cases.models import (
    Alert,
    Assignment,
    BreakGlass,
    Case,
    Conflict,
    Consent,
    CopyDecision,
    DataKey,
    Erasure,
    Event,
    Export,
    Extension,
    Flag,
    Hold,
    Link,
    Merge,
    Moved,
    NameVariant,
    Opening,
    Person,
    Record,
    Reveal,
    RightsRequest,
    SealedFile,
    SheetFacts,
    Task,
    Token,
    TokenUse,
    Track,
)
from zaklon.cases.rules.matrix import MATRIX, OVERSIGHT
from zaklon.cases.tests.walls import oracle
from zaklon.cases.tests.walls.above import Country, follow, found_country

HOUR = timedelta(hours=1)
CASE_ROLES = sorted(MATRIX)
WATCHING = sorted(OVERSIGHT)
OTHERS = [Role.ANALYST, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.REPORTER]


@dataclass
class World:
    """The posts and files as the oracle reads them, with the keys of their rows."""

    posts: list[oracle.Post] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    files: dict[int, oracle.File] = field(default_factory=dict)
    country: Country = field(init=False)


def make_world(seed: int, *, cases: int, now: datetime) -> World:
    """Posts of every role and random cases; the same seed makes the same world."""
    chance = random.Random(seed)  # noqa: S311  a world that can be made again, no secret
    world = World()
    with acting_as(SYSTEM):
        bodies = [make_body(f"W{seed}-{number}") for number in range(4)]
        _make_posts(world, bodies, chance)
        world.country = found_country(bodies, world.actors[0], now)
        for _ in range(cases):
            _make_case(world, bodies, chance, now)
        _link(world, chance, now)
    return world


def _make_posts(world: World, bodies: list[Body], chance: random.Random) -> None:
    for role in [*CASE_ROLES, *CASE_ROLES[:5], *WATCHING, *WATCHING, *OTHERS]:
        user, body = make_user(), chance.choice(bodies)
        _post(world, user, body, {role, chance.choice(CASE_ROLES)} if chance.random() < 0.3 else {role})
        if chance.random() < 0.2:
            # The same person in another body meets what that post may, and nothing more.
            _post(world, user, chance.choice([each for each in bodies if each != body]), {chance.choice(CASE_ROLES)})


def _post(world: World, user: User, body: Body, roles: set[Role]) -> None:
    held = frozenset(roles)
    world.posts.append(oracle.Post(str(user.pk), str(body.pk), {role.value for role in held}))
    world.actors.append(Actor(user.pk, body.pk, held, reach_of(held), permissions_of(held)))


def _window(chance: random.Random, now: datetime) -> tuple[datetime, datetime | None]:
    """Past, present or to come, never so close to now that the test's own time matters."""
    kind = chance.random()
    if kind < 0.6:
        return now - chance.randint(2, 90) * HOUR, None
    if kind < 0.75:
        return now - chance.randint(2, 90) * HOUR, now + chance.randint(2, 90) * HOUR
    if kind < 0.9:
        return now - chance.randint(50, 90) * HOUR, now - chance.randint(2, 40) * HOUR
    return now + chance.randint(2, 40) * HOUR, None


def _make_case(world: World, bodies: list[Body], chance: random.Random, now: datetime) -> None:
    file = oracle.File(sealed=chance.random() < 0.3, referred=chance.random() < 0.4)
    owner = chance.choice(bodies)
    file.owner = str(owner.pk)
    case = Case.objects.create(
        code=uuid.uuid4().hex[:9],
        status=CaseStatus.OPEN,
        owner_body=owner,
        circle=[],
        is_sealed=file.sealed,
        is_referred=file.referred,
        opened_at=now - 100 * HOUR,
        changed_at=now,
    )
    world.files[case.pk] = file
    person = Person.objects.create(
        case=case, position=1, sex="unknown", age_group="in_doubt", added_at=now, circle=[], is_sealed=file.sealed
    )
    _assign(world, case, file, chance, now)
    _open(case, person, file, bodies, chance, now)
    _break(world, case, file, chance, now)
    for actor in world.actors:
        # Overseers are few, so that they are in conflict more often, or nobody could tell whether it counts.
        often = 0.3 if actor.roles & set(WATCHING) else 0.08
        if chance.random() < often and str(actor.user_id) not in file.conflicts:
            file.conflicts.add(str(actor.user_id))
            Conflict.objects.create(
                case=case, user_id=actor.user_id, stance=Stance.FAMILY, is_declared=True, noted_at=now
            )
        elif chance.random() < 0.1 and str(actor.user_id) not in file.conflicts | file.lifted:
            file.lifted.add(str(actor.user_id))
            lifted = {"lifted_at": now - HOUR, "is_declared": False, "noted_at": now - 2 * HOUR}
            Conflict.objects.create(case=case, user_id=actor.user_id, stance=Stance.FAMILY, **lifted)
    _fill(world, case, person, bodies, chance, now)
    _watch_and_hold(case, person, chance.choice(world.actors), now)
    keep_walls(case.pk, now=now)


def _assign(world: World, case: Case, file: oracle.File, chance: random.Random, now: datetime) -> None:
    # In each case some bodies have no part, or every supervisor would see every case.
    bodies = sorted({actor.body_id for actor in world.actors if actor.body_id}, key=str)
    taking_part = set(chance.sample(bodies, 2))
    for actor in world.actors:
        if actor.body_id not in taking_part:
            continue
        for role in sorted(actor.roles & set(CASE_ROLES)):
            if chance.random() > 0.45:
                continue
            starts, ends = _window(chance, now)
            file.assignments.append((str(actor.user_id), str(actor.body_id), role.value, starts, ends))
            Assignment.objects.create(
                case=case,
                user_id=actor.user_id,
                body_id=actor.body_id,
                role=role,
                starts_at=starts,
                ends_at=ends,
                is_sealed=file.sealed,
            )


def _open(
    case: Case, person: Person, file: oracle.File, bodies: list[Body], chance: random.Random, now: datetime
) -> None:
    giver = Consent.objects.create(
        case=case,
        person=person,
        giver=Giver.PERSON,
        has_capacity=True,
        text_version="1",
        language="en",
        is_read_aloud=True,
        is_interpreted=False,
        is_refusal_explained=True,
        given_at=now - 100 * HOUR,
        recorded_by=User.objects.order_by("pk")[0],
    )
    for body in bodies:
        for part in (Part.CONTACT, Part.SCREENING, Part.TESTIMONY, Part.HEALTH, Part.JUSTICE):
            if chance.random() > 0.35:
                continue
            starts, ends = _window(chance, now)
            is_duty = chance.random() < 0.3
            file.openings.append((str(body.pk), part.name.lower(), starts, ends))
            Opening.objects.create(
                case=case,
                receiver=body,
                part=part,
                purpose=Purpose.PROTECTION,
                consent=None if is_duty else giver,
                duty=DutyKind.CHILD_PROTECTION if is_duty else "",
                duty_reason="Invented duty" if is_duty else "",
                starts_at=starts,
                ends_at=ends,
                opened_by=giver.recorded_by,
            )


def _break(world: World, case: Case, file: oracle.File, chance: random.Random, now: datetime) -> None:
    for actor in world.actors:
        if chance.random() > 0.06:
            continue
        part = chance.choice([Part.IDENTITY, Part.RISK, Part.TESTIMONY])
        starts, ends = chance.choice([(now - 2 * HOUR, now + 2 * HOUR), (now - 9 * HOUR, now - 5 * HOUR)])
        file.glass.append((str(actor.user_id), str(actor.body_id), part.name.lower(), starts, ends))
        BreakGlass.objects.create(
            case=case,
            user_id=actor.user_id,
            body_id=actor.body_id,
            role=min(actor.roles),
            part=part,
            reason="Invented danger",
            starts_at=starts,
            ends_at=ends,
            review_due_at=ends,
        )


def _fill(world: World, case: Case, person: Person, bodies: list[Body], chance: random.Random, now: datetime) -> None:
    """Something in every part, so that what is seen can be told from what is not."""
    walls = {"circle": [], "is_sealed": case.is_sealed}
    Track.objects.bulk_create(Track(case=case, part=part, state="open", since=now, **walls) for part in Part)
    inner = [part for part in Part if part is not Part.SHELL]
    Record.objects.bulk_create(
        Record(case=case, person=person, part=part, kind="note", body=bodies[0], written_at=now, sealed=b"sealed")
        for part in inner
    )
    of_file = {"case": case, "person": person, "body": bodies[0], "added_at": now}
    SealedFile.objects.bulk_create(
        SealedFile(part=record.part, record=record, sealed_label=b"sealed", sealed=b"sealed", **of_file)
        for record in Record.objects.filter(case=case)
    )
    Event.objects.bulk_create(Event(case=case, part=part, kind=EventKind.RECORDED, happened_at=now) for part in Part)
    SheetFacts.objects.bulk_create(
        SheetFacts(
            record=record,
            case=case,
            person=person,
            part=record.part,
            form="f",
            version=1,
            is_complete=True,
            facts={},
            written_at=now,
        )
        for record in Record.objects.filter(case=case)
    )
    follow(case, person, world.country, world.actors, now)
    Token.objects.create(case=case, person=person, token=uuid.uuid4().bytes)
    NameVariant.objects.create(digest=uuid.uuid4().bytes, sealed_names=b"sealed")
    TokenUse.objects.create(name_mac=uuid.uuid4().bytes, sealed_count=b"sealed")
    DataKey.objects.create(person=person, case=case, wrapped=b"wrapped", key_id="vault-1", made_at=now)
    Flag.objects.create(case=case, kind=FlagKind.DANGER, raised_at=now)
    someone = chance.choice(world.actors)
    Reveal.objects.create(
        case=case,
        person=person,
        part=Part.IDENTITY,
        user_id=someone.user_id,
        body_id=someone.body_id,
        reason="Invented reason",
        asked_at=now,
    )
    for body in chance.sample(bodies, 2):
        Task.objects.create(case=case, kind="follow_up", body=body, due_at=now, made_at=now, is_sealed=case.is_sealed)


def _watch_and_hold(case: Case, person: Person, someone: Actor, now: datetime) -> None:
    """What the officer looks at."""
    by = {"user_id": someone.user_id, "body_id": someone.body_id}
    misuse = {"kind": AlertKind.STRANGE_CASE, "verdict": Verdict.NOTED, "count": 1}
    Alert.objects.create(case=case, day=timezone.localdate(now), noted_at=now, **misuse, **by)
    Hold.objects.create(case=case, reason="Invented reason", set_at=now, set_by_id=someone.user_id)
    Extension.objects.create(
        case=case, until=timezone.localdate(now), reason="Invented reason", made_at=now, made_by_id=someone.user_id
    )
    request = RightsRequest.objects.create(
        case=case,
        person=person,
        kind=RightKind.COMPLAINT,
        asked_at=now,
        due_on=timezone.localdate(now),
        recorded_by_id=someone.user_id,
    )
    decided = {"case": case, "request": request, "ground": "", "decided_at": now, "decided_by_id": someone.user_id}
    CopyDecision.objects.bulk_create(
        CopyDecision(record=record, part=record.part, **decided) for record in Record.objects.filter(case=case)
    )
    Erasure.objects.create(
        case=case, person=person, basis=ErasureBasis.ORDER, words="Invented order", asked_at=now, entries=0
    )
    copy = {"purpose": "Invented purpose", "form": "pdf", "receiver": "", "sealed": b"sealed", "needs": []}
    Export.objects.create(codes=[case.code], made_at=now, ends_at=now + HOUR, **copy, **by)


def _link(world: World, chance: random.Random, now: datetime) -> None:
    cases = sorted(world.files)
    for _ in range(len(cases) * 2):
        one, other = chance.sample(cases, 2)
        first, second = Person.objects.get(case_id=one), Person.objects.get(case_id=other)
        Link.objects.get_or_create(
            person=first,
            other=second,
            kind=LinkKind.SIBLING,
            ended_at=None,
            defaults={"case_id": one, "other_case_id": other, "made_at": now},
        )
        # Refused, as a case may be proposed once at a time; who sees it is the same.
        merge = Merge.objects.create(
            kept_id=one,
            taken_up_id=other,
            proposed_at=now - HOUR,
            proposed_by_id=world.actors[0].user_id,
            decided_at=now,
            decided_by_id=world.actors[-1].user_id,
            is_accepted=False,
        )
        Moved.objects.create(merge=merge, kind=MovedKind.TASK, row=uuid.uuid4())
