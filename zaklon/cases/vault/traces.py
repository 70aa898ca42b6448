"""What goes with a person's key when the data are erased, and the tombstone that stays.

Coded facts, rows and their number stay, so that counts do not change. Sealed content is emptied as well as locked: a
key that comes back with an older backup then opens nothing. Words that somebody wrote about the person or, with the
last person, about the case are replaced by a mark.
"""

from datetime import datetime

from zaklon.cases.kinds import CaseStatus, ClosingReason, ErasureBasis
from zaklon.cases.models import (
    BreakGlass,
    Case,
    Erasure,
    Export,
    Extension,
    Flag,
    Hold,
    Listing,
    Opening,
    Person,
    Record,
    Reveal,
    RightsRequest,
    SealedFile,
)
from zaklon.cases.vault.sealed_copies import drop_copies

# Stands where words were; no constraint takes it for missing.
GONE = "–"


def wipe(person: Person, *, now: datetime) -> None:
    """Empty everything about an erased person, and leave the tombstone. As the system; may be repeated."""
    entries = Record.objects.filter(person=person)
    entries.update(sealed=b"")
    SealedFile.objects.filter(person=person).update(sealed=b"", sealed_label=b"")
    Reveal.objects.filter(person=person).update(reason=GONE)
    RightsRequest.objects.filter(person=person).exclude(reason="").update(reason=GONE)
    case = Case.objects.select_for_update().get(pk=person.case_id)
    copies = Export.objects.filter(codes__contains=[case.code], purged_at__isnull=True)
    drop_copies(list(copies.values_list("pk", flat=True)), now=now)
    if not Person.objects.filter(case=case, erased_at__isnull=True).exists():
        _wipe_case(case, now)
    _set_tombstone(person, entries.count(), now)


def _wipe_case(case: Case, now: datetime) -> None:
    """With its last person: the words that were written about the case."""
    Opening.objects.filter(case=case).exclude(duty="").update(duty_reason=GONE)
    Flag.objects.filter(case=case).exclude(resolution="").update(resolution=GONE)
    BreakGlass.objects.filter(case=case).update(reason=GONE)
    BreakGlass.objects.filter(case=case).exclude(review_words="").update(review_words=GONE)
    Hold.objects.filter(case=case).update(reason=GONE)
    Hold.objects.filter(case=case).exclude(lift_reason="").update(lift_reason=GONE)
    Extension.objects.filter(case=case).update(reason=GONE)
    Export.objects.filter(codes=[case.code]).update(purpose=GONE)
    if case.status == CaseStatus.MERGED:
        return
    case.status, case.closing_reason = CaseStatus.ERASED, ClosingReason.ERASED
    case.closed_at, case.changed_at = case.closed_at or now, now
    case.save(update_fields=["status", "closing_reason", "closed_at", "changed_at"])
    Listing.objects.filter(case=case).update(status=CaseStatus.ERASED)


def _set_tombstone(person: Person, entries: int, now: datetime) -> None:
    stone, is_new = Erasure.objects.get_or_create(
        person=person,
        defaults={
            "case_id": person.case_id,
            "basis": ErasureBasis.RESTORED,
            "words": "",
            "asked_at": now,
            "done_at": now,
            "entries": entries,
        },
    )
    if not is_new and stone.done_at is None:
        stone.done_at, stone.entries = now, entries
        stone.save(update_fields=["done_at", "entries"])
