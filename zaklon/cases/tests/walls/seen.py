"""What the database shows a post, beside what the oracle and the product's own rules say it should."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.cases.kinds import Level, Part
from zaklon.cases.queries.facts import facts_of, tie
from zaklon.cases.rules.decide import decide
from zaklon.cases.tests.walls import oracle
from zaklon.cases.tests.walls.world import World

Pairs = set[tuple[int, int]]
NAMES = {part: part.name.lower() for part in Part}

# Tables whose rows are seen with the shell, by holders of a key alone: oversight does not reach them.
BY_SHELL_KEY = ("cases_consent", "cases_opening", "cases_flag", "cases_reveal", "cases_datakey")
COLLEAGUES = "SELECT case_id, 0 FROM cases_assignment WHERE user_id <> %s AND"


def pairs(sql: str, *values: str) -> Pairs:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return set(cursor.fetchall())


def differences(world: World, now: datetime) -> Iterator[str]:
    """Every answer of the database that is not the oracle's, in words."""
    for actor, post in zip(world.actors, world.posts, strict=True):
        with acting_as(actor):
            for name, found, expected in _answers(world, actor, post, now):
                for more in sorted(found - expected):
                    yield f"LEAK {name}: {sorted(post.roles)} sees {more}"
                for less in sorted(expected - found):
                    yield f"LOST {name}: {sorted(post.roles)} misses {less}"


def _answers(world: World, actor: Actor, post: oracle.Post, now: datetime) -> Iterator[tuple[str, Pairs, Pairs]]:
    reach = {
        (case, part): oracle.reach(file, post, NAMES[part], now) for case, file in world.files.items() for part in Part
    }
    keyed = {
        (case, part): oracle.reach(file, unwatching(post), NAMES[part], now)
        for case, file in world.files.items()
        for part in Part
    }
    shell = {(case, 0) for case in world.files if reach[case, Part.SHELL] >= oracle.READ}
    shell_keyed = {(case, 0) for case in world.files if keyed[case, Part.SHELL] >= oracle.READ}
    yield "case", pairs("SELECT id, 0 FROM cases_case"), shell
    yield "person", pairs("SELECT case_id, 0 FROM cases_person"), shell
    yield "status", pairs("SELECT case_id, part FROM cases_track"), at_least(reach, oracle.STATUS)
    yield "write", _writable(), at_least(reach, oracle.WRITE)
    content = {pair for pair in at_least(reach, oracle.READ) if pair[1] != Part.SHELL}
    yield "content", pairs("SELECT case_id, part FROM cases_record"), content
    yield "timeline", pairs("SELECT case_id, part FROM cases_event"), at_least(keyed, oracle.STATUS)
    identity = {(case, 0) for case, part in content if part == Part.IDENTITY}
    yield "token", pairs("SELECT case_id, 0 FROM cases_token"), identity
    for table in BY_SHELL_KEY:
        seen = pairs(f"SELECT DISTINCT case_id, 0 FROM {table}")  # noqa: S608  names from the list above
        yield table, seen, {pair for pair in shell_keyed if table != "cases_opening" or world.files[pair[0]].openings}
    both = pairs("SELECT case_id, other_case_id FROM cases_link")
    yield "link", {pair for pair in both if not {(pair[0], 0), (pair[1], 0)} <= shell_keyed}, set()
    yield from _own(world, actor, post, shell_keyed, shell)


def _own(
    world: World, actor: Actor, post: oracle.Post, shell_keyed: Pairs, shell: Pairs
) -> Iterator[tuple[str, Pairs, Pairs]]:
    """Tables of which a post sees its own lines, its body's, or those that its office has to look at."""
    is_officer = Role.DATA_PROTECTION_OFFICER in actor.roles
    own_glass = {(c, 0) for c, f in world.files.items() if f.glass and (is_officer or (c, 0) in shell_keyed)}
    own_glass |= {(c, 0) for c, f in world.files.items() if any(user == post.user for user, *_ in f.glass)}
    yield "break-glass", pairs("SELECT DISTINCT case_id, 0 FROM cases_breakglass"), own_glass
    conflicts = {(c, 0) for c, f in world.files.items() if post.user in f.conflicts or (is_officer and f.conflicts)}
    yield "conflict", pairs("SELECT DISTINCT case_id, 0 FROM cases_conflict"), conflicts
    foreign = "SELECT number, 0 FROM cases_accesskey WHERE user_id <> (SELECT app_user())"
    yield "key", pairs(foreign), set()
    watched = shell - shell_keyed
    supervises = Role.CASE_SUPERVISOR in actor.roles
    lines = pairs("SELECT DISTINCT case_id, 0 FROM cases_listing")
    yield "listing", lines, {pair for pair in shell if world.files[pair[0]].assignments and _has_circle(world, pair[0])}
    strange = pairs("SELECT case_id, 0 FROM cases_listing WHERE body_id <> %s", post.body)
    by_body = set() if Role.COORDINATOR in actor.roles else watched
    yield "listing of another body", strange & by_body, set()
    tasks = pairs("SELECT case_id, 0 FROM cases_task WHERE body_id <> %s", post.body)
    yield "task of another body", tasks - shell_keyed, set()
    mine = pairs("SELECT case_id, 0 FROM cases_task WHERE body_id = %s", post.body) - shell_keyed
    yield "task of the body", mine, mine if supervises and mine <= _watchable(world, post) else set()
    posts = pairs(f"{COLLEAGUES} body_id <> %s", post.user, post.body)
    yield "assignment of another body", posts - shell_keyed, set()
    colleagues = pairs(f"{COLLEAGUES} body_id = %s", post.user, post.body)
    rest = colleagues - shell_keyed
    yield "assignment of the body", rest, rest if supervises and rest <= _watchable(world, post) else set()


def _watchable(world: World, post: oracle.Post) -> Pairs:
    return {(c, 0) for c, f in world.files.items() if not f.sealed and post.user not in f.conflicts}


def _has_circle(world: World, case: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(circle) > 0 FROM cases_case WHERE id = %s", [case])
        return bool(cursor.fetchone()[0])


def _writable() -> Pairs:
    return pairs("UPDATE cases_track SET since = since RETURNING case_id, part")


def at_least(reach: dict[tuple[int, Part], int], level: int) -> Pairs:
    return {(case, int(part)) for (case, part), got in reach.items() if got >= level}


def unwatching(post: oracle.Post) -> oracle.Post:
    """The same post without the roles that oversee."""
    return oracle.Post(post.user, post.body, post.roles - set(oracle.WATCHES))


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
