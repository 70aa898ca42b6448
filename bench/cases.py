"""Case files at 10 000, 100 000 and 1 000 000 cases: lists, opening, sealed parts, writing, search by name, pages.

Each piece of work is the product's own query or command, as the application's role under the signed context. Beside it
stand the same statements under the policies and without them, and the pages beside a static answer of the same server.
`BENCH_CASES=2000,20000` measures other sizes.
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from bench import case_pages, pages
from bench.ground import Ground, ground
from bench.ground import pages as served

if TYPE_CHECKING:  # its models need the settings that the ground makes
    from bench.invented_cases import Cast
    from zaklon.access.actor import Actor

_SIZES = (10_000, 100_000, 1_000_000)
_ROUNDS = 40
# Tokens are the dear part of a country: so many persons get theirs as can be written in this time.
_TOKEN_SECONDS = 180
_TOKENS_FROM = 10_000
_OPENED = 10


@dataclass(frozen=True)
class Work:
    """One thing that somebody does."""

    name: str
    actor: "Actor"
    do: Callable[[], object]


def measure() -> dict[str, object]:
    """All figures, by size; prints tables."""
    sizes = [int(size) for size in os.environ.get("BENCH_CASES", "").split(",") if size] or list(_SIZES)
    figures: dict[str, object] = {}
    with ground() as place:
        from bench.invented_cases import write_cases, write_people

        cast, first = write_people(place.super_url), 1
        for size in sizes:
            began = time.monotonic()
            write_cases(place.super_url, first, size)
            print(f"\n{size - first + 1} cases written in {time.monotonic() - began:.0f} s; {size} in all", flush=True)
            named = _name_persons(place, size)
            figures[str(size)] = _at(place, cast, size, named)
            first = size + 1
    _show_growth(figures)
    return figures


def _name_persons(place: Ground, size: int) -> int:
    """Give names to as many persons as time allows; gives how many have one."""
    from bench.invented_persons import Crowd, write_names

    began = time.monotonic()
    write_names(place.super_url, Crowd.of(min(size, _TOKENS_FROM)))
    rate = min(size, _TOKENS_FROM) / (time.monotonic() - began)
    wanted = min(size, int(rate * _TOKEN_SECONDS))
    if wanted > _TOKENS_FROM:
        write_names(place.super_url, Crowd.of(wanted))
    pages.run_as_superuser(place.super_url, ["VACUUM ANALYZE cases_token", "ANALYZE cases_tokenuse, cases_namevariant"])
    print(f"tokens of {wanted} persons written in {time.monotonic() - began:.0f} s", flush=True)
    return wanted


def _at(place: Ground, cast: "Cast", size: int, named: int) -> dict[str, object]:
    from bench.invented_cases import seal_for

    codes = {actor.user_id: seal_for(actor, _OPENED) for actor in (cast.manager, cast.busy)}
    deep = {actor.user_id: _deep(actor, size) for actor in (cast.coordinator, cast.supervisor, cast.supervisor_of_few)}
    works = [*_lists(cast, deep), *_files(cast, codes)]
    figures: dict[str, object] = {"keys of the busy manager": _keys_of(cast.busy)}
    print(f"\nthe busy manager holds {figures['keys of the busy manager']} keys")
    print(
        f"{'work at ' + str(size):44} {'median':>9} {'p95':>9} {'queries':>8} {'walled':>9} {'without':>9} {'ratio':>6}"
    )
    for work in works:
        figures[work.name] = _time(place, work)
    figures["search"] = _searches(place, cast, named)
    with served(place):
        figures["pages"] = case_pages.measure(place, case_pages.Country(cast, codes, deep, named))
    return figures


def _lists(cast: "Cast", deep: dict[UUID | None, str]) -> list[Work]:
    from zaklon.cases.kinds import CaseStatus
    from zaklon.cases.queries.lists import all_cases, cases_of_body, my_cases, tasks_due

    def body(actor: "Actor", status: CaseStatus, after: str = "") -> Callable[[], object]:
        return lambda: cases_of_body(status, actor=actor, language="en", after=after)

    def every(status: CaseStatus, after: str = "") -> Callable[[], object]:
        return lambda: all_cases(status, actor=cast.coordinator, language="en", after=after)

    def unled() -> object:
        return all_cases(CaseStatus.OPEN, actor=cast.coordinator, language="en", is_unled=True)

    def mine(actor: "Actor") -> Callable[[], object]:
        return lambda: my_cases(actor=actor, now=_now(), language="en")

    def tasks() -> object:
        return tasks_due(actor=cast.manager, now=_now(), language="en")

    long, few, whole = cast.supervisor, cast.supervisor_of_few, cast.coordinator
    closed, is_open = CaseStatus.CLOSED, CaseStatus.OPEN
    return [
        Work("list of a long body, first page", long, body(long, closed)),
        Work("list of a long body, deep page", long, body(long, closed, deep[long.user_id])),
        Work("open cases of a long body", long, body(long, is_open)),
        Work("list of a small body", few, body(few, closed)),
        Work("list of the country, first page", whole, every(closed)),
        Work("list of the country, deep page", whole, every(closed, deep[whole.user_id])),
        Work("open cases of the country", whole, every(is_open)),
        Work("cases that nobody leads", whole, unled),
        Work("my cases, forty", cast.manager, mine(cast.manager)),
        Work("my cases, busy manager", cast.busy, mine(cast.busy)),
        Work("my tasks", cast.manager, tasks),
    ]


def _files(cast: "Cast", codes: dict[UUID | None, list[str]]) -> list[Work]:
    from zaklon.access.rls import acting_as
    from zaklon.cases.commands.reading import read_case
    from zaklon.cases.commands.records import read_part, write_record
    from zaklon.cases.commands.reveals import ask_reveal, open_revealed
    from zaklon.cases.commands.tasks import add_task
    from zaklon.cases.kinds import Part, TaskKind
    from zaklon.cases.values import NewRecord, NewTask

    manager, busy, code = cast.manager, cast.busy, codes[cast.manager.user_id][0]
    person = _person_of(code)
    with acting_as(manager):
        look = ask_reveal(code, person, Part.IDENTITY, "An invented reason", actor=manager, now=_now())
    later = _now() + timedelta(days=9)
    user_id, body_id = manager.post()

    def opened(actor: "Actor", code: str) -> Callable[[], object]:
        return lambda: read_case(code, actor=actor, now=_now(), language="en")

    def part(actor: "Actor", code: str) -> Callable[[], object]:
        return lambda: read_part(code, Part.SERVICES, actor=actor, now=_now())

    def write() -> object:
        new = NewRecord(person, Part.RISK, "note", {"note": "invented " * 55})
        return write_record(code, new, actor=manager, now=_now())

    def name() -> object:
        new = NewRecord(person, Part.IDENTITY, "identity", {"given_names": "Milova", "family_names": "Novićeva"})
        return write_record(code, new, actor=manager, now=_now())

    def task() -> object:
        return add_task(code, NewTask(TaskKind.FOLLOW_UP, user_id, body_id, later), actor=manager, now=_now())

    theirs = codes[busy.user_id][0]
    return [
        Work("open a case", manager, opened(manager, code)),
        Work("open a case, busy manager", busy, opened(busy, theirs)),
        Work("open a case, coordinator", cast.coordinator, opened(cast.coordinator, code)),
        Work("open a sealed part", manager, part(manager, code)),
        Work("open a sealed part, busy manager", busy, part(busy, theirs)),
        Work("open a revealed identity", manager, lambda: open_revealed(look, actor=manager, now=_now())),
        # Last, since they make the file longer.
        Work("add a task", manager, task),
        Work("write a record", manager, write),
        Work("write who somebody is, with tokens", manager, name),
    ]


def _time(place: Ground, work: Work) -> dict[str, object]:
    """Milliseconds with the commit, statements, and what the policies cost of it."""
    from bench.replay import captured, compare, slowest

    statements = captured(work.actor, work.do)
    walled, without = compare(place.super_url, statements)
    median, p95 = _spent([work] * _ROUNDS)
    count = sum(not each.is_frame for each in statements)
    print(
        f"{work.name:44} {median:7.1f}ms {p95:7.1f}ms {count:8d} {walled:7.2f}ms {without:7.2f}ms "
        f"{walled / without:6.2f}",
        flush=True,
    )
    if "BENCH_SLOWEST" in os.environ:
        for spent, text in slowest(statements):
            print(f"    {spent:6.2f} ms {text[:300]}")
    return {
        "median_ms": median,
        "p95_ms": p95,
        "queries": count,
        "with_policies_ms": walled,
        "without_ms": without,
        "ratio": walled / without,
    }


def _spent(works: list[Work]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, each with its transaction; the first few fill caches."""
    from zaklon.access.rls import acting_as

    times = []
    for work in works:
        began = time.perf_counter()
        with acting_as(work.actor):
            work.do()
        times.append((time.perf_counter() - began) * 1000)
    times = times[len(times) // 10 :]
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _searches(place: Ground, cast: "Cast", named: int) -> dict[str, object]:
    """Searches as the command does them, with the trail; many people ask, since one who only searches is stopped."""
    from bench.invented_persons import Crowd
    from bench.replay import captured, compare
    from zaklon.cases.commands.searching import search_people
    from zaklon.cases.kinds import SearchPurpose

    def search(actor: "Actor", text: str) -> Callable[[], object]:
        return lambda: search_people(text, SearchPurpose.CALL, actor=actor, now=_now())

    lot = random.Random(11)  # noqa: S311 - the same questions each time
    figures: dict[str, object] = {}
    for kind, texts in Crowd.of(named).questions(lot, _ROUNDS).items():
        name = f"search among {named}: {kind}"
        works = [
            Work(name, actor, search(actor, text))
            for actor, text in zip(lot.sample(cast.others, len(texts)), texts, strict=True)
        ]
        median, p95 = _spent(works)
        sampled = [compare(place.super_url, captured(each.actor, each.do)) for each in works[:5]]
        walled, without = (statistics.median(each) for each in zip(*sampled, strict=True))
        print(
            f"{name:44} {median:7.1f}ms {p95:7.1f}ms {'':8} {walled:7.2f}ms {without:7.2f}ms {walled / without:6.2f}",
            flush=True,
        )
        figures[kind] = {"median_ms": median, "p95_ms": p95, "with_policies_ms": walled, "without_ms": without}
    return figures


def _deep(actor: "Actor", size: int) -> str:
    """The code of a closed case far down the list of whoever asks."""
    from zaklon.access.rls import acting_as
    from zaklon.access.roles import Role
    from zaklon.cases.kinds import CaseStatus
    from zaklon.cases.models import Case

    with acting_as(actor):
        found = Case.objects.filter(status=CaseStatus.CLOSED, pk__lt=max(size // 10, 1000))
        if Role.COORDINATOR not in actor.roles:
            found = found.filter(owner_body_id=actor.body_id)
        return found.order_by("-pk").values_list("code", flat=True).first() or ""


def _keys_of(actor: "Actor") -> int:
    from zaklon.access.actor import SYSTEM
    from zaklon.access.rls import acting_as
    from zaklon.cases.models import AccessKey

    with acting_as(SYSTEM):
        return AccessKey.objects.filter(user_id=actor.post()[0]).count()


def _person_of(code: str) -> UUID:
    from zaklon.access.actor import SYSTEM
    from zaklon.access.rls import acting_as
    from zaklon.cases.models import Person

    with acting_as(SYSTEM):
        return Person.objects.get(case__code=code).pk


def _show_growth(figures: dict[str, object]) -> None:
    """Medians at each size side by side, with the growth from the last but one to the last."""
    by_size = {size: _medians(found) for size, found in figures.items()}
    sizes = list(by_size)
    print(f"\n{'growth':52}" + "".join(f"{size:>12}" for size in sizes) + f"{'last / before':>15}")
    for name, last in by_size[sizes[-1]].items():
        row = [by_size[size].get(name) for size in sizes]
        before = row[-2] if len(row) > 1 else None
        cells = "".join(f"{each:10.1f}ms" if each is not None else f"{'-':>12}" for each in row)
        print(f"{name:52}{cells}" + (f"{last / before:14.2f}x" if before else ""))


def _medians(found: object) -> dict[str, float]:
    flat: dict[str, float] = {}
    assert isinstance(found, dict)  # noqa: S101 - made above
    for name, each in found.items():
        if not isinstance(each, dict):
            continue
        if "median_ms" in each:
            flat[name] = each["median_ms"]
        else:
            flat |= {f"{name}: {inner}": median for inner, median in _medians(each).items()}
    return flat


def _now() -> datetime:
    return datetime.now(tz=UTC)
