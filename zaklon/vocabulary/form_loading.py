"""Loading the forms of a pack: a version that was loaded keeps its questions, or answers would lose their meaning."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from zaklon.common.errors import RuleBroken
from zaklon.vocabulary.form_models import Form, FormField, FormText
from zaklon.vocabulary.pack import Form as PackForm
from zaklon.vocabulary.pack import FormField as PackField
from zaklon.vocabulary.pack import Pack
from zaklon.vocabulary.pack.conditions import written
from zaklon.vocabulary.rules import last_day_in_use
from zaklon.vocabulary.syncing import Change, sync
from zaklon.vocabulary.wanted import Rows, sourced

# What an answer means hangs on these; the order and the words of a question may be mended.
_FIXED = ("kind", "list_code", "is_needed", "is_coded", "shown_if", "bound", "most")
Ids = Mapping[tuple[Any, ...], int]


def sync_forms(pack: Pack, today: date) -> dict[str, Change]:
    """Make the tables of forms hold the pack's; versions that it no longer has are retired, never deleted.

    Raises RuleBroken form_version_changed when a loaded version asks something else in the pack.
    """
    changes = {"forms": _sync_versions(pack.forms, today)}
    form_ids: Ids = {(row.code, row.version): row.pk for row in Form.objects.all()}
    mine = {form_ids[form.code, form.version] for form in pack.forms}
    fields = _fields(pack.forms, form_ids)
    _refuse_changed(pack.forms, form_ids, fields)
    held = FormField.objects.filter(form_id__in=mine)
    changes["form_fields"] = sync(held, ("form_id", "code"), fields)
    field_ids: Ids = {(row.form_id, row.code): row.pk for row in held.all()}
    texts = _texts(pack.forms, form_ids, field_ids)
    key = ("form_id", "field_id", "use", "language")
    changes["form_texts"] = sync(FormText.objects.filter(form_id__in=mine), key, texts, remove=True)
    return changes


def _sync_versions(forms: tuple[PackForm, ...], today: date) -> Change:
    rows: Rows = {
        (form.code, form.version): {
            "order": form.order,
            "part": form.part,
            "signed_by": " ".join(form.signed_by),
            "carries": " ".join(form.carries),
            "valid_from": form.valid_from,
            "valid_until": None,
            **sourced(form),
        }
        for form in forms
    }
    change = sync(Form.objects.all(), ("code", "version"), rows)
    retired = 0
    for row in Form.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today)):
        if (row.code, row.version) not in rows:
            row.valid_until = last_day_in_use(row.valid_from, today)
            row.save(update_fields=["valid_until"])
            retired += 1
    return replace(change, retired=retired)


def _fields(forms: tuple[PackForm, ...], ids: Ids) -> Rows:
    return {
        (ids[form.code, form.version], field.code): _field(field) | sourced(field)
        for form in forms
        for field in form.fields
    }


def _field(field: PackField) -> dict[str, Any]:
    return {
        "order": field.order,
        "kind": field.kind.value,
        "list_code": field.list_code,
        "is_needed": field.is_needed,
        "is_coded": field.is_coded,
        "shown_if": written(field.shown_if),
        "bound": field.bound,
        "most": field.most,
    }


def _refuse_changed(forms: tuple[PackForm, ...], ids: Ids, wanted: Rows) -> None:
    held: dict[int, dict[str, tuple[Any, ...]]] = {}
    for form_id, code, *fixed in FormField.objects.values_list("form_id", "code", *_FIXED):
        held.setdefault(form_id, {})[code] = tuple(fixed)
    for form in forms:
        form_id = ids[form.code, form.version]
        offered = {code: tuple(row[n] for n in _FIXED) for (key, code), row in wanted.items() if key == form_id}
        if form_id in held and held[form_id] != offered:
            odd = sorted({code for code, _fixed in held[form_id].items() ^ offered.items()})
            facts = {"form": form.code, "version": form.version, "fields": ", ".join(odd)}
            raise RuleBroken("form_version_changed", facts=facts)


def _texts(forms: tuple[PackForm, ...], form_ids: Ids, field_ids: Ids) -> Rows:
    rows: Rows = {}
    for form in forms:
        form_id = form_ids[form.code, form.version]
        said: list[tuple[int | None, str, Mapping[str, str], PackForm | PackField]] = [
            (None, "name", form.labels, form),
            (None, "lead", form.leads, form),
        ]
        for field in form.fields:
            field_id = field_ids[form_id, field.code]
            said += [(field_id, "label", field.labels, field), (field_id, "hint", field.hints, field)]
        for about, use, texts, item in said:
            for language, text in texts.items():
                ours = language in item.our_translation
                rows[form_id, about, use, language] = {"text": text, "is_our_translation": ours}
    return rows
