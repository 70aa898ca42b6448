"""From the tables of forms back to the records of a pack. Three queries, however many forms there are."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from zaklon.vocabulary import form_models as models
from zaklon.vocabulary.certainty import Certainty
from zaklon.vocabulary.pack import FieldKind, Form, FormField
from zaklon.vocabulary.pack.conditions import read_conditions

Texts = Mapping[tuple[int, int | None, str], dict[str, str]]
Ours = Mapping[tuple[int, int | None], set[str]]


def read_forms() -> dict[tuple[str, int], Form]:
    """Every version of every form by code and version, retired ones included."""
    texts, ours = _texts()
    fields: dict[int, list[FormField]] = defaultdict(list)
    for row in models.FormField.objects.order_by("form_id", "order", "pk"):
        fields[row.form_id].append(_field(row, texts, ours))
    return {
        (row.code, row.version): Form(
            code=row.code,
            version=row.version,
            order=row.order,
            part=row.part,
            signed_by=tuple(row.signed_by.split()),
            carries=tuple(row.carries.split()),
            labels=texts[row.pk, None, "name"],
            leads=texts[row.pk, None, "lead"],
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            fields=tuple(fields[row.pk]),
            our_translation=frozenset(ours[row.pk, None]),
            **_sourced(row),
        )
        for row in models.Form.objects.order_by("order", "code", "version")
    }


def _texts() -> tuple[Texts, Ours]:
    texts: dict[tuple[int, int | None, str], dict[str, str]] = defaultdict(dict)
    ours: dict[tuple[int, int | None], set[str]] = defaultdict(set)
    for row in models.FormText.objects.all():
        texts[row.form_id, row.field_id, row.use][row.language] = row.text
        if row.is_our_translation:
            ours[row.form_id, row.field_id].add(row.language)
    return texts, ours


def _field(row: models.FormField, texts: Texts, ours: Ours) -> FormField:
    return FormField(
        code=row.code,
        order=row.order,
        kind=FieldKind(row.kind),
        list_code=row.list_code,
        is_needed=row.is_needed,
        is_coded=row.is_coded,
        shown_if=read_conditions(row.shown_if),
        bound=row.bound,
        most=row.most,
        labels=texts[row.form_id, row.pk, "label"],
        hints=texts[row.form_id, row.pk, "hint"],
        our_translation=frozenset(ours[row.form_id, row.pk]),
        **_sourced(row),
    )


def _sourced(row: models.Form | models.FormField) -> dict[str, Any]:
    return {"source": row.source, "certainty": Certainty(row.certainty), "note": row.note}
