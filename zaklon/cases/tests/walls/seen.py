"""What the database shows a post, beside what the oracle and the product's own rules say it should."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from django.db import IntegrityError, connection, transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import Level, Part
from zaklon.cases.queries.facts import facts_of, tie
from zaklon.cases.rules.decide import decide
from zaklon.cases.tests.walls import oracle
from zaklon.cases.tests.walls.world import World

Rows = set[tuple[object, ...]]
NAMES = {part: part.name.lower() for part in Part}

# Tables whose rows are seen with the shell, by holders of a key alone: oversight does not reach them.
BY_SHELL_KEY = ("cases_consent", "cases_opening", "cases_flag", "cases_reveal", "cases_datakey")
# Tables of the contexts above: the Team's own, what it does with a person, and the directory that all inside may read.
OF_TEAM = tuple(f"identification_{name}" for name in ("teammember", "oncallshift", "teamsession", "attendance"))
OF_AGENDA = tuple(f"identification_{name}" for name in ("agendaitem", "declaration", "opinion", "teamdecision"))
DIRECTORY = tuple(f"protection_{name}" for name in ("provider", "licence", "capacity", "suspension"))
# What only the system writes; a post may add records and change the words of states, nothing else.
UNTOUCHABLE = (
    *(*BY_SHELL_KEY, "cases_case", "cases_person", "cases_link", "cases_assignment", "cases_task", "cases_event"),
    *("cases_record", "cases_token", "cases_breakglass", "cases_conflict", "cases_accesskey", "cases_listing"),
    *("cases_tokenuse", "cases_alert", "cases_hold", "cases_rightsrequest", "cases_merge", "cases_moved"),
    *("cases_namevariant", "cases_sealedfile", "cases_extension", "cases_export", "cases_erasure"),
    *("cases_copydecision", "cases_sheetfacts"),
    *("pathway_standing", "pathway_move", "pathway_deadline", "pathway_deadlinechange"),
    *OF_TEAM,
    *OF_AGENDA,
    *("identification_vote", "protection_rate", "protection_incident", "protection_caseincident"),
    *("protection_placement", "protection_contactplan", "signal_report", "signal_likeness"),
    *DIRECTORY,
)
# What nobody but the system reads.
UNREADABLE = ("cases_tokenuse", "cases_moved", "cases_namevariant")
REMOVABLE = (
    *("cases_listing", "cases_token", "cases_accesskey", "cases_namevariant", "cases_erasure"),
    "identification_attendance",
)


@dataclass(frozen=True)
class Truth:
    """Rows that a post sees some of, all of them: (case, number of the row, user or body ...)."""

    links: Rows
    tasks: Rows
    assignments: Rows
    listings: Rows
    merges: Rows
    exports: Rows
    votes: Rows
    placements: Rows
    incidents: Rows
    reports: Rows
    # By table, one row of each case and part as JSON, or of any where rows belong to none.
    samples: dict[str, list[str]]


def rows(sql: str, *values: object) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return set(cursor.fetchall())


LINKS = "SELECT case_id, other_case_id FROM cases_link"
TASKS = "SELECT case_id, body_id::text, id FROM cases_task"
ASSIGNMENTS = "SELECT case_id, body_id::text, user_id::text, id FROM cases_assignment"
LISTINGS = "SELECT case_id, body_id::text FROM cases_listing"
MERGES = "SELECT kept_id, taken_up_id FROM cases_merge"
EXPORTS = "SELECT user_id::text, body_id::text, id::text FROM cases_export"
VOTES = "SELECT case_id, user_id::text FROM identification_vote"
PLACEMENTS = "SELECT case_id, host_id::text, state FROM protection_placement"
INCIDENTS = "SELECT user_id::text, id::text FROM protection_incident"
REPORTS = "SELECT user_id::text, body_id::text, case_id FROM signal_report"
# In the order of Truth's fields.
SEEN_IN_PART = (LINKS, TASKS, ASSIGNMENTS, LISTINGS, MERGES, EXPORTS, VOTES, PLACEMENTS, INCIDENTS, REPORTS)


@dataclass(frozen=True)
class Check:
    """One question to the database about a table, and the rows that should come."""

    table: str
    name: str
    ask: Callable[[], Rows]
    expected: Rows


def differences(world: World, now: datetime, *, about: str = "") -> Iterator[str]:
    """Every answer of the database that is not the oracle's, in words; only `about` one table when it is given."""
    with acting_as(SYSTEM):
        truth = Truth(
            *(rows(sql) for sql in SEEN_IN_PART),
            samples={table: _samples(table) for table in (*UNTOUCHABLE, "cases_track") if about in ("", table)},
        )
    for number, (actor, post) in enumerate(zip(world.actors, world.posts, strict=True)):
        with acting_as(actor):
            view = View(world, actor, post, truth, now)
            # What nobody may write is tried by some of the posts: it does not depend on the role.
            writing = view.of_nobody() if number % 8 == 0 else ()
            for check in itertools.chain(view.of_parts(), view.of_rows(), view.of_contexts_above(), writing):
                if about in ("", check.table):
                    found, who = check.ask(), sorted(post.roles)
                    for more in sorted(found - check.expected, key=str):
                        yield f"LEAK {check.name}: {who} gets {more}"
                    for less in sorted(check.expected - found, key=str):
                        yield f"LOST {check.name}: {who} misses {less}"


class View:
    """One post's view of a world, as checks."""

    def __init__(self, world: World, actor: Actor, post: oracle.Post, truth: Truth, now: datetime) -> None:
        self.world, self.actor, self.post, self.truth = world, actor, post, truth
        self.is_officer = Role.DATA_PROTECTION_OFFICER in actor.roles
        self.is_supervisor = Role.CASE_SUPERVISOR in actor.roles
        self.is_coordinator = Role.COORDINATOR in actor.roles
        unwatching = oracle.Post(post.user, post.body, post.roles - set(oracle.WATCHES))
        self.reach = self._reach(post, now)
        self.keyed = self._reach(unwatching, now)
        self.shells = {case for case in world.files if self.reach[case, 0] >= oracle.READ}
        self.keyed_shells = {case for case in world.files if self.keyed[case, 0] >= oracle.READ}

    def _reach(self, post: oracle.Post, now: datetime) -> dict[tuple[int, int], int]:
        files = self.world.files.items()
        return {(case, int(part)): oracle.reach(file, post, NAMES[part], now) for case, file in files for part in Part}

    def of_parts(self) -> Iterator[Check]:
        """Parts of files: their state, their content, adding to them."""
        shell = {(case,) for case in self.shells}
        yield seen("cases_case", "id", shell)
        yield seen("cases_person", "case_id", shell)
        yield seen("cases_track", "case_id, part", at_least(self.reach, oracle.STATUS))
        writes = partial(rows, "UPDATE cases_track SET since = since RETURNING case_id, part")
        yield Check("cases_track", "states changed", writes, at_least(self.reach, oracle.WRITE))
        content = {pair for pair in at_least(self.reach, oracle.READ) if pair[1] != Part.SHELL}
        yield seen("cases_record", "case_id, part", content)
        yield seen("cases_sealedfile", "case_id, part", content)
        yield seen("cases_sheetfacts", "case_id, part", content)
        for table in ("pathway_standing", "pathway_move", "pathway_deadline"):
            yield seen(table, "case_id, part", at_least(self.reach, oracle.STATUS))
        yield seen("pathway_deadlinechange", "case_id, part", at_least(self.keyed, oracle.READ))
        every = {(case, int(part)) for case in self.world.files for part in Part if part != Part.SHELL}
        yield seen("cases_copydecision", "case_id, part", every if self.is_officer else content)
        writable = {pair for pair in at_least(self.reach, oracle.WRITE) if pair[1] != Part.SHELL}
        for table in ("cases_record", "cases_sealedfile"):
            yield Check(table, f"{table} added", partial(self._added_to_parts, table), writable)
        yield seen("cases_event", "case_id, part", at_least(self.keyed, oracle.STATUS))
        yield seen("cases_token", "case_id", {(case,) for case, part in content if part == Part.IDENTITY})
        for table in BY_SHELL_KEY:
            having = {case for case, file in self.world.files.items() if table != "cases_opening" or file.openings}
            yield seen(table, "case_id", {(case,) for case in self.keyed_shells & having})

    def of_rows(self) -> Iterator[Check]:
        """Rows of which a post sees its own, its body's, or those that its office has to look at."""
        files, me, body = self.world.files, self.post.user, self.post.body
        broken = {(c,) for c, f in files.items() if f.glass and (self.is_officer or c in self.keyed_shells)}
        broken |= {(c,) for c, f in files.items() if any(user == me for user, *_ in f.glass)}
        yield seen("cases_breakglass", "case_id", broken)
        noted = {case: file.conflicts | file.lifted for case, file in files.items()}
        yield seen(
            "cases_conflict",
            "case_id",
            {(case,) for case, users in noted.items() if me in users or (self.is_officer and users)},
        )
        others = partial(rows, "SELECT number FROM cases_accesskey WHERE user_id <> (SELECT app_user())")
        yield Check("cases_accesskey", "keys of others", others, set())
        for table in UNREADABLE:
            yield seen(table, "1", set())
        yield Check("cases_link", "links", partial(rows, LINKS), self._between_my(self.truth.links))
        yield Check("cases_merge", "merges", partial(rows, MERGES), self._between_my(self.truth.merges))
        every = {(case,) for case in files}
        yield seen("cases_alert", "case_id", every if self.is_officer else set())
        for table in ("cases_hold", "cases_rightsrequest", "cases_extension"):
            yield seen(table, "case_id", every if self.is_officer else {(case,) for case in self.keyed_shells})
        yield seen("cases_erasure", "case_id", every if self.is_officer else set())
        mine = {row for row in self.truth.exports if self.is_officer or row[:2] == (me, body)}
        yield Check("cases_export", "copies", partial(rows, EXPORTS), mine)
        tasks = {row for row in self.truth.tasks if self._keyed_or_supervised(row)}
        yield Check("cases_task", "tasks", partial(rows, TASKS), tasks)
        posts = {row for row in self.truth.assignments if row[2] == me or self._keyed_or_supervised(row)}
        yield Check("cases_assignment", "posts", partial(rows, ASSIGNMENTS), posts)
        watched = {row for row in self.truth.listings if self._watched(row) and (self.is_coordinator or row[1] == body)}
        listed = watched | {row for row in self.truth.listings if row[0] in self.keyed_shells}
        yield Check("cases_listing", "listings", partial(rows, LISTINGS), listed)

    def of_contexts_above(self) -> Iterator[Check]:
        """The Team and its agenda, the directory, complaints, stays and safe contact."""
        country, me = self.world.country, self.post.user
        at_the_team = bool(self.post.roles & {*oracle.TEAM_ROLES, "coordinator"})
        for table in OF_TEAM:
            yield seen(table, "1", {(1,)} if at_the_team else set())
        screening = self._keyed_to(Part.SCREENING)
        for table in OF_AGENDA:
            yield seen(table, "case_id", {(case,) for case in screening})
        votes = {row for row in self.truth.votes if row[0] in screening or self._is_mine(row)}
        yield Check("identification_vote", "votes", partial(rows, VOTES), votes)
        sees_money = self.actor.reach in {"office", "audit"}
        is_inside = sees_money or self.actor.reach == "body"
        for table in DIRECTORY:
            yield seen(table, "count(*)", {(len(country.providers) if is_inside else 0,)})
        yield seen("protection_rate", "count(*)", {(len(country.providers) if sees_money else 0,)})
        incidents = {row for row in self.truth.incidents if sees_money or row[0] == me}
        yield Check("protection_incident", "incidents", partial(rows, INCIDENTS), incidents)
        content = {pair for pair in at_least(self.keyed, oracle.READ) if pair[1] != Part.SHELL}
        yield seen("protection_caseincident", "case_id, part", content)
        yield seen("protection_contactplan", "case_id", {(case,) for case in self._keyed_to(Part.CONTACT)})
        placement = self._keyed_to(Part.PLACEMENT)
        stays = {row for row in self.truth.placements if row[0] in placement or self._is_host_of(row)}
        yield Check("protection_placement", "stays", partial(rows, PLACEMENTS), stays)

        reports = {row for row in self.truth.reports if row[:2] == (me, self.post.body)}
        yield Check("signal_report", "reports", partial(rows, REPORTS), reports)
        yield seen("signal_likeness", "case_id", {(case,) for case in self._keyed_to(Part.SHELL, oracle.WRITE)})

    def _keyed_to(self, part: Part, level: int = oracle.READ) -> set[int]:
        return {case for case in self.world.files if self.keyed[case, part] >= level}

    def _is_mine(self, row: tuple[object, ...]) -> bool:
        return row[1] == self.post.user and self.post.user not in self.world.files[int(str(row[0]))].conflicts

    def _is_host_of(self, row: tuple[object, ...]) -> bool:
        case, host, state = row
        runs_it = "shelter_staff" in self.post.roles and host == self.post.body
        return runs_it and state == "waiting" and self._open_to_oversight(case)

    def of_nobody(self) -> Iterator[Check]:
        """Nothing behind the walls is added, changed or removed by a post, but records in parts that it writes."""
        for table, samples in self.truth.samples.items():
            if table not in {"cases_record", "cases_sealedfile"}:
                yield Check(table, f"{table} added", partial(_added, table, samples[:1]), set())
        for table in UNTOUCHABLE:
            yield Check(table, f"{table} changed", partial(_count, _touch(table)), {(0,)})
        for table in REMOVABLE:
            yield Check(table, f"{table} removed", partial(_count, f"DELETE FROM {table}"), {(0,)})  # noqa: S608

    def _between_my(self, ends: Rows) -> Rows:
        return {row for row in ends if set(row) <= self.keyed_shells}

    def _added_to_parts(self, table: str) -> Rows:
        added = (json.loads(sample) for sample in _added(table, self.truth.samples[table]))
        return {(row["case_id"], row["part"]) for row in added}

    def _keyed_or_supervised(self, row: tuple[object, ...]) -> bool:
        return row[0] in self.keyed_shells or (
            self.is_supervisor and row[1] == self.post.body and self._open_to_oversight(row[0])
        )

    def _watched(self, row: tuple[object, ...]) -> bool:
        return (self.is_coordinator or self.is_supervisor) and self._open_to_oversight(row[0])

    def _open_to_oversight(self, case: object) -> bool:
        file = self.world.files[int(str(case))]
        return not file.sealed and self.post.user not in file.conflicts


def _samples(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")  # noqa: S608  names from the list above
        return [sample for (sample,) in cursor.fetchall()]


@cache
def _given(table: str) -> str:
    """The columns that a new row is given; the others are made by the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' "
            "AND attidentity = ''",
            [table],
        )
        ((columns,),) = cursor.fetchall()
        return str(columns)


# Each row is tried and undone in the server: a statement for every row of every post would take most of the time.
# What is let in says so by an error of its own.
_TRY_EACH = """
DO $$
DECLARE
    tried jsonb := current_setting('walls.samples')::jsonb;
    let_in int[] := '{{}}';
BEGIN
    FOR place IN 0 .. jsonb_array_length(tried) - 1 LOOP
        BEGIN
            INSERT INTO {table} ({given}) SELECT {given} FROM jsonb_populate_record(NULL::{table}, tried -> place);
            RAISE EXCEPTION USING ERRCODE = 'ZW001';
        EXCEPTION
            WHEN SQLSTATE 'ZW001' OR integrity_constraint_violation THEN let_in := let_in || place;
            WHEN insufficient_privilege THEN NULL;
        END;
    END LOOP;
    PERFORM set_config('walls.let_in', array_to_json(let_in)::text, true);
END $$
"""


def _added(table: str, samples: Iterable[str]) -> set[str]:
    """The rows of which the policy lets a copy in; that only a key stands in a copy's way counts as in."""
    tried = list(samples)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('walls.samples', %s, true)", [f"[{','.join(tried)}]"])
        cursor.execute(_TRY_EACH.format(table=table, given=_given(table)))
        cursor.execute("SELECT current_setting('walls.let_in')")
        return {tried[place] for place in json.loads(cursor.fetchone()[0])}


def seen(table: str, columns: str, expected: Rows) -> Check:
    """The rows of a table that are seen, by some of their columns."""
    sql = f"SELECT DISTINCT {columns} FROM {table}"  # noqa: S608  names from the lists above
    return Check(table, f"{columns} of {table}", partial(rows, sql), expected)


def _touch(table: str) -> str:
    # Without reading a column, so that only the policy of changes stands in the way.
    column = {
        "cases_tokenuse": "sealed_count = ''",
        "cases_namevariant": "sealed_names = ''",
        "cases_datakey": "key_id = ''",
        "cases_moved": "former_position = NULL",
        "cases_sheetfacts": "version = 1",
        "identification_vote": "choice = ''",
        "identification_opinion": "given_at = NULL",
        "identification_attendance": "member_id = NULL",
        "protection_rate": "amount_minor = 1",
        "protection_incident": "stops = true",
        "protection_caseincident": "record_id = NULL",
        "protection_contactplan": "never_message = true",
        "protection_placement": "replan_since = NULL",
        "signal_report": "code = ''",
        "signal_likeness": "is_signal = false",
    }.get(table, "id = id")
    return f"UPDATE {table} SET {column}"  # noqa: S608  names from the list above


def _count(sql: str) -> Rows:
    """How many rows a statement would change; it is undone. One that a rule of the table stops was let in as well."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True)
            return {(cursor.rowcount,)}
    except IntegrityError:
        return {("stopped by a rule of the table",)}


def at_least(reach: dict[tuple[int, int], int], level: int) -> Rows:
    return {pair for pair, got in reach.items() if got >= level}


def disagreements_of_rules(world: World, now: datetime) -> Iterator[str]:
    """Where `decide` and the oracle differ; the database is not asked."""
    for case, file in world.files.items():
        facts = facts_of(case)
        for actor, post in zip(world.actors, world.posts, strict=True):
            tied = tie(facts, actor, now)
            for part in Part:
                expected = oracle.reach(file, post, NAMES[part], now)
                for level in Level:
                    if decide(tied, level, part).allow != (expected >= level):
                        yield f"{sorted(post.roles)} {level.name} {NAMES[part]}: {expected}"
