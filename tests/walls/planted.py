"""A case with a canary in every part of it, and a post of every role that may stand in some relation to it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.cases.commands import (
    attaching,
    consents,
    exporting,
    files,
    flags,
    glass,
    linking,
    merging,
    posts,
    records,
    reveals,
    rights,
    tasks,
)
from zaklon.cases.kinds import AgeGroup, DutyKind, FlagKind, LinkKind, Part, Purpose, RightKind, TaskKind
from zaklon.cases.models import Person
from zaklon.cases.rules.entries import ASKED, KINDS_OF, Shape
from zaklon.cases.rules.exports import NewExport
from zaklon.cases.rules.matrix import MATRIX
from zaklon.cases.tests.walls import oracle
from zaklon.cases.values import (
    DutyNamed,
    NewAssignment,
    NewCase,
    NewFile,
    NewLink,
    NewRecord,
    NewTask,
    PersonFacts,
    Scope,
)
from zaklon.signal.models import Likeness

INNER = [part for part in Part if part is not Part.SHELL]
# Somebody's public key; nobody here has the private one.
RECEIVER = "age1tgyuvdlmpejqsdf847hevurz9szk7vf3j7ytfyqecgzvphvu2d8qrtaxl6"
FLAG, DUTY, GLASS, PURPOSE = (f"kanarinac-{name}" for name in ("flag", "duty", "danger", "purpose"))
LOOK = "kanarinac-look"
# Who writes a part that a case manager may not write.
_WRITERS = {
    Part.TESTIMONY: Role.FIRST_RESPONDER,
    Part.HEALTH: Role.HEALTH_WORKER,
    Part.JUSTICE: Role.POLICE_INVESTIGATOR,
    Part.COMPENSATION: Role.COMPENSATION_OFFICER,
}
_ADULT = PersonFacts(age_group=AgeGroup.ADULT)
# Who stands outside every circle, whatever happens to the case.
STRANGERS = (Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR, Role.ANALYST)


def now() -> datetime:
    return datetime.now(tz=UTC)


def canary(part: Part, place: str) -> str:
    """The word that stands in one place of one part only."""
    return f"kanarinac-{part.name.lower()}-{place}"


def canaries(part: Part) -> frozenset[str]:
    """Every word that is planted in a part."""
    answers = [f"answer{number}" for number, _ in enumerate(_texts(part))]
    return frozenset(canary(part, place) for place in (*answers, "name", "inside"))


def _texts(part: Part) -> list[str]:
    return [asked.name for asked in ASKED[KINDS_OF[part][0]] if asked.shape is not Shape.DAY]


@dataclass
class Planted:
    """The case, who works on it from the first, and everybody who may come."""

    code: str
    other_code: str
    manager: Actor
    person_id: UUID
    file: oracle.File
    people: dict[Role, Actor]
    ids: dict[str, list[object]] = field(default_factory=dict)
    breaker: Actor | None = None
    relation: str = "none"

    def post(self, actor: Actor) -> oracle.Post:
        """The post as the oracle reads it."""
        return oracle.Post(str(actor.user_id), str(actor.body_id), {role.value for role in actor.roles})

    def assign(self, actor: Actor, role: Role) -> UUID:
        """Let somebody work on the case, told to the product and to the oracle."""
        new, at = NewAssignment(actor.user_id, actor.body_id, role), now()
        with acting_as(self.manager):
            key = posts.assign(self.code, new, actor=self.manager, now=at)
        self.file.assignments.append((str(actor.user_id), str(actor.body_id), role.value, at, None))
        return key

    def ended(self, actor: Actor, at: datetime) -> None:
        """Tell the oracle that somebody works on the case no more."""
        self.file.assignments = [
            (user, body, role, starts, at if user == str(actor.user_id) and ends is None else ends)
            for user, body, role, starts, ends in self.file.assignments
        ]


def make_planted() -> Planted:
    """The case with its canaries. Only its manager works on it."""
    manager = make_actor(Role.CASE_MANAGER)
    people = {role: make_actor(role) for role in (*sorted(MATRIX), Role.COORDINATOR, *STRANGERS)}
    # Oversees the body of one who may join.
    shelter = people[Role.SHELTER_STAFF]
    people[Role.CASE_SUPERVISOR] = _supervisor_of(shelter)
    by = {"actor": manager, "now": now()}
    with acting_as(manager):
        code, other = (files.open_case(NewCase((_ADULT, _ADULT), Role.CASE_MANAGER), **by) for _ in range(2))
        person = Person.objects.get(case__code=code, position=1)
    file = oracle.File(owner=str(manager.body_id))
    file.assignments.append((str(manager.user_id), str(manager.body_id), "case_manager", by["now"], None))
    made = Planted(code, other, manager, person.pk, file, people)
    made.ids = {"code": [code], "person_id": [person.pk], "part": list(INNER)}
    _plant_parts(made)
    _plant_words(made)
    _plant_work(made)
    _plant_likeness(made)
    return made


def _supervisor_of(colleague: Actor) -> Actor:
    from zaklon.access.models import Body

    with acting_as(SYSTEM):
        body = Body.objects.get(pk=colleague.body_id)
    return make_actor(Role.CASE_SUPERVISOR, body=body)


def _plant_parts(made: Planted) -> None:
    entries, kept = [], []
    for part in INNER:
        writer = made.manager
        if part in _WRITERS:
            writer = make_actor(_WRITERS[part])
            assignment = made.assign(writer, _WRITERS[part])
        entry, file_id = _write(made, part, writer)
        entries.append(entry)
        kept.append(file_id)
        if part in _WRITERS:
            with acting_as(made.manager):
                posts.relieve(made.code, assignment, actor=made.manager, now=now())
            made.ended(writer, now())
    made.ids |= {"record_id": entries, "sealed_file_id": kept}


def _write(made: Planted, part: Part, writer: Actor) -> tuple[UUID, UUID]:
    said: dict[str, str | list[str]] = {
        name: canary(part, f"answer{number}") for number, name in enumerate(_texts(part))
    }
    for several in ("aliases", "documents", "phones"):
        if several in said:
            said[several] = [str(said[several])]
    file = NewFile(f"{canary(part, 'name')}.txt", canary(part, "inside").encode())
    with acting_as(writer):
        new = NewRecord(made.person_id, part, KINDS_OF[part][0], said)
        entry = records.write_record(made.code, new, actor=writer, now=now())
        return entry, attaching.attach_file(made.code, entry, file, actor=writer, now=now())


def _plant_words(made: Planted) -> None:
    """What people said about the case outside its parts."""
    by = {"actor": made.manager, "now": now()}
    nobody = make_actor(Role.PROSECUTOR)
    made.breaker = make_actor(Role.FIRST_RESPONDER)
    with acting_as(made.manager):
        flag = flags.raise_flag(made.code, FlagKind.DANGER, **by)
        flags.resolve_flag(made.code, flags.raise_flag(made.code, FlagKind.MISSING, **by), FLAG, **by)
        # To a body that has nobody at work: the reason is told, and nothing opens.
        scope = Scope(nobody.body_id, Part.JUSTICE, Purpose.CRIMINAL_JUSTICE)
        consents.open_by_duty(made.code, DutyNamed(scope, DutyKind.COURT_ORDER, f"{DUTY} of a court"), **by)
        purpose = f"{PURPOSE} of an invented hearing"
        new = NewExport((made.code,), frozenset({Part.SERVICES}), purpose, "en", receiver=RECEIVER)
        export = exporting.make_export(new, **by).export_id
        look = reveals.ask_reveal(made.code, made.person_id, Part.IDENTITY, f"{LOOK}: the person calls", **by)
    with acting_as(made.breaker):
        words = f"{GLASS}: a life is in danger"
        broken = glass.break_glass(made.code, Part.RISK, words, actor=made.breaker, now=now())
    made.ids |= {"flag_id": [flag], "export_id": [export], "glass_id": [broken], "reveal_id": [look]}


def _plant_work(made: Planted) -> None:
    """One of everything else that an address may name."""
    by, manager = {"actor": made.manager, "now": now()}, made.manager
    with acting_as(manager):
        task = NewTask(TaskKind.FOLLOW_UP, manager.user_id, manager.body_id, by["now"] + timedelta(days=3))
        made.ids["task_id"] = [tasks.add_task(made.code, task, **by)]
        made.ids["link_id"] = [linking.link_persons(made.code, NewLink(1, made.code, 2, LinkKind.SIBLING), **by)]
        made.ids["merge_id"] = [merging.propose_merge(made.code, made.other_code, **by)]
        made.ids["request_id"] = [rights.ask_right(made.code, made.person_id, RightKind.COPY, **by)]


def _plant_likeness(made: Planted) -> None:
    """That the person may be in the other case too, told from the side of this one."""
    pair = uuid4()
    with acting_as(SYSTEM):
        for code in (made.code, made.other_code):
            person = Person.objects.select_related("case").get(case__code=code, position=1)
            side = Likeness.objects.create(
                pair=pair, case=person.case, person=person, is_signal=code == made.code, why=[5], found_at=now()
            )
            made.ids.setdefault("likeness_id", [side.pk])
