"""Opening one entry, as when somebody corrects it: under the same conditions as the part it stands in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.cases.commands.gate import enter
from zaklon.cases.commands.records import disclose
from zaklon.cases.commands.reveals import is_revealed
from zaklon.cases.kinds import Level, Part
from zaklon.cases.models import Record
from zaklon.cases.rules.reveal import DELIBERATE
from zaklon.cases.values import OpenedRecord
from zaklon.common.errors import NotAllowedNow


@transaction.atomic
def open_entry(code: str, record_id: UUID, *, actor: Actor, now: datetime) -> OpenedRecord:
    """One entry with its content, for whoever writes its part; the look is on the trail.

    Raises NotPermitted, NotAllowedNow (for identity and testimony without a look that was asked for, and for a person
    of whom nothing is shown), Case.DoesNotExist, Record.DoesNotExist.
    """
    entered = enter(code, needs=Permission.CASE_WORK, actor=actor, now=now)
    entry = Record.objects.get(pk=record_id, case=entered.case)
    part = Part(entry.part)
    entered.must(Level.WRITE, part)
    if part in DELIBERATE and not is_revealed(entered.case.pk, part, entry.person_id, actor=actor, now=now):
        raise NotAllowedNow("reveal_needed")
    opened = disclose(code, part, actor=actor, now=now, person_id=entry.person_id)
    found = next((each for each in opened.records if each.record_id == record_id), None)
    if found is None:
        raise NotAllowedNow("person_restricted" if opened.restricted else "person_erased")
    return found
