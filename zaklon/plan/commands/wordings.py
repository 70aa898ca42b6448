"""The same text in other languages."""

from uuid import UUID

from zaklon.plan.models import Wording
from zaklon.plan.values import Translations


def worded(owner_id: UUID, subject_id: UUID, field: str, wordings: Translations) -> list[Wording]:
    """Translations of a record's field, unsaved; `owner_id` is the strategy or plan that it belongs to."""
    return [
        Wording(owner_id=owner_id, subject_id=subject_id, field=field, language=language, text=text)
        for language, text in wordings.items()
    ]
