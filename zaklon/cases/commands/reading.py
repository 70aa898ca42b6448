"""Reading a case is an act with a trace: what a page shows and its row on the trail are one transaction."""

from datetime import datetime

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.audit.commands import record
from zaklon.cases.kinds import Part
from zaklon.cases.models import Case
from zaklon.cases.queries.happened import Happened, happened
from zaklon.cases.queries.page import case_front, case_page
from zaklon.cases.queries.page_rows import CaseFront, CasePage
from zaklon.cases.queries.review import Register, register
from zaklon.cases.rules.codes import read_code
from zaklon.common.errors import RuleBroken


@transaction.atomic
def read_case(code: str, *, actor: Actor, now: datetime, language: str) -> CasePage:
    """The page of a case; the trail says who met which parts. Raises NotPermitted, Case.DoesNotExist."""
    page = case_page(code, actor=actor, now=now, language=language)
    record("case.read", code, by=actor, at=now, fields=[part.name.lower() for part in page.parts_shown])
    return page


@transaction.atomic
def read_front(code: str, *, actor: Actor, now: datetime) -> CaseFront:
    """What a page within a case needs to know of it, with the same trace. Raises as read_case."""
    front = case_front(code, actor=actor, now=now)
    record("case.read", code, by=actor, at=now, fields=[part.name.lower() for part in front.parts_shown])
    return front


@transaction.atomic
def read_happened(code: str, number: int, *, actor: Actor, now: datetime, language: str) -> Happened:
    """A page of all that happened with a case, with its trace. Raises as happened."""
    found = happened(code, number, actor=actor, now=now, language=language)
    record("case.read", code, by=actor, at=now, fields=[Part.SHELL.name.lower()])
    return found


@transaction.atomic
def read_register(year: int, *, actor: Actor, now: datetime, language: str) -> Register:
    """What the data-protection officer looks at: openings in danger and conflicts. Raises NotPermitted."""
    found = register(year, actor=actor, now=now, language=language)
    record("case.register_read", year, by=actor, at=now)
    return found


def note_look(name: str, *, actor: Actor, now: datetime) -> None:
    """That the data-protection officer has read one of the lists, told by its name."""
    record("case.review_list_read", name, by=actor, at=now)


@transaction.atomic
def look_up(typed: str, *, actor: Actor, now: datetime) -> str | None:
    """The code of a case that the actor may see; None alike for one that is absent and one that is hidden.

    Each look-up is on the trail, found or not: somebody who tries codes is seen. Raises NotPermitted, and RuleBroken
    for what cannot be a code.
    """
    if not actor.may(Permission.CASE_OVERSEE):
        actor.must(Permission.CASE_WORK)
    code = read_code(typed)
    if code is None:
        raise RuleBroken("code_mistyped", field="code")
    is_seen = Case.objects.filter(code=code).exists()
    record("case.looked_up", code, by=actor, at=now, fields=["found" if is_seen else "not_found"])
    return code if is_seen else None
