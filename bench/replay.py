"""The statements of one piece of work, run again under the policies and by a superuser whom none of them holds."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection, transaction

from zaklon.access.actor import Actor
from zaklon.access.rls import acting_as

_ROUNDS = 20


@dataclass(frozen=True)
class Statement:
    """One statement as the product sent it."""

    text: str
    given: Any

    @property
    def is_context(self) -> bool:
        """Whether it names who acts: that is part of the walls, and means nothing without them."""
        return "app.context" in self.text

    @property
    def is_frame(self) -> bool:
        """Whether it only begins or ends a savepoint."""
        return self.text.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))


def captured(actor: Actor, work: Callable[[], object]) -> list[Statement]:
    """Every statement of the work, which is undone."""
    found: list[Statement] = []

    def note(execute: Callable[..., Any], text: str, given: Any, *rest: Any) -> Any:
        found.append(Statement(text, given))
        return execute(text, given, *rest)

    with connection.execute_wrapper(note), transaction.atomic():
        with acting_as(actor):
            work()
        transaction.set_rollback(True)
    return found


def compare(super_url: str, statements: list[Statement], *, before: Sequence[str] = ()) -> tuple[float, float]:
    """Milliseconds of the statements with the policies and without them; medians of rounds that take turns.

    A superuser says what comes `before` each: what no rollback undoes, such as the next number of a table whose rows
    later statements name.
    """
    with_walls, without = [], []
    with psycopg.connect(super_url, autocommit=True) as free:
        for _ in range(_ROUNDS):
            _say(free, before)
            with transaction.atomic():
                with connection.cursor() as cursor:
                    with_walls.append(sum(_run(cursor, each) for each in statements if not each.is_frame))
                transaction.set_rollback(True)
            _say(free, before)
            with free.transaction(force_rollback=True):
                bare = psycopg.ClientCursor(free)
                plain = [each for each in statements if not each.is_frame and not each.is_context]
                without.append(sum(_run(bare, each) for each in plain))
    return statistics.median(with_walls), statistics.median(without)


def _say(connection: "psycopg.Connection[Any]", statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def slowest(statements: list[Statement], count: int = 3) -> list[tuple[float, str]]:
    """The statements that cost most under the policies, with their milliseconds."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            spent = [(_run(cursor, each), each.text) for each in statements if not each.is_frame]
        transaction.set_rollback(True)
    return sorted(spent, reverse=True)[:count]


def _run(cursor: Any, statement: Statement) -> float:
    """Milliseconds; nothing is counted for saying who acts."""
    began = time.perf_counter()
    cursor.execute(statement.text, statement.given)
    if cursor.description:
        cursor.fetchall()
    return 0 if statement.is_context else (time.perf_counter() - began) * 1000
