"""An entry of a register with what belongs to it, and a filled template that waits."""

from datetime import date

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.registers.commands.entries import enter
from zaklon.registers.commands.keeping import keep_report
from zaklon.registers.counting import Days
from zaklon.registers.models import Entry, OwnAnswers, Upload
from zaklon.registers.values import NewEntry


def make_registers(reporter, now):
    """The ids of everything about them."""
    lamp = {"day": f"{now:%Y-%m-%d}", "kind": "oil", "lit": "3", "keeper": "kanarinac-own"}
    with acting_as(reporter):
        entry = enter(NewEntry("lamp", lamp), actor=reporter, now=now)
        enter(NewEntry("lamp_oil", {"jugs": "2"}, entry), actor=reporter, now=now)
    with acting_as(SYSTEM):
        assert Entry.objects.get(pk=entry).number == 1
        assert OwnAnswers.objects.filter(entry_id=entry).exists()
        upload = Upload.objects.create(
            register="lamp",
            version=1,
            user_id=reporter.user_id,
            body_id=reporter.body_id,
            rows=[{"line": 3, "answers": lamp, "parent": "", "activities": [], "problems": []}],
            uploaded_at=now,
        )
        kept = keep_report("ROLL", Days(date(now.year, 1, 1), date(now.year, 12, 31)), actor=SYSTEM, now=now)
    return {
        "kept_id": [kept],
        "register": ["lamp", "lamp_oil"],
        "parent": [1],
        "upload_id": [upload.pk],
        "measure": ["lamps_lit"],
        "report": ["ROLL"],
        "start": [f"{now:%Y}-01-01"],
        "end": [f"{now:%Y}-12-31"],
    }
