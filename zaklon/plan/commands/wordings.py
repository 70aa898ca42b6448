"""The same text in other languages."""

from uuid import UUID

from zaklon.plan.models import Wording
from zaklon.plan.values import Translations


def put_into_words(owner_id: UUID, subject_id: UUID, field: str, wordings: Translations) -> None:
    """Write translations of a record's field; `owner_id` is the strategy or plan that it belongs to."""
    Wording.objects.bulk_create(worded(owner_id, subject_id, field, wordings))


def worded(owner_id: UUID, subject_id: UUID, field: str, wordings: Translations) -> list[Wording]:
    """The same, unsaved, for writing many at once."""
    return [
        Wording(owner_id=owner_id, subject_id=subject_id, field=field, language=language, text=text)
        for language, text in wordings.items()
    ]
