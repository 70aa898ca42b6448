"""docs/forms.md, printed from the country packs: every form with what it asks, when, and where that comes from."""

from collections.abc import Iterable, Iterator

from zaklon.vocabulary.pack import REGISTER_PART, FieldKind, Form, FormField, Pack
from zaklon.vocabulary.pack.conditions import written

_HEAD = """# Forms

Printed from the country packs by `make docs`; do not edit. Forms are data: `forms.csv` and `form_fields.csv` of a pack
(docs/packs.md). An answer stays with the version of the form in which it was given.

- *Needed* questions count for completeness while they are asked; *coded* answers may be counted in statistics. Words
  that somebody writes are never coded.
- A question with a condition is asked when the condition holds, and a question about a question that is not asked is
  not asked either. A heading's condition holds for all questions under it. The server applies the same rules as the
  page; an answer to a question that does not apply is held until its writer empties it or lets go of it.
- On paper and on the screen no heading, title or file name says what a person is.
"""
_KINDS = {
    FieldKind.LINE: "one line",
    FieldKind.TEXT: "text",
    FieldKind.LINES: "one answer in each line",
    FieldKind.DAY: "day",
    FieldKind.NUMBER: "whole number",
    FieldKind.AMOUNT: "amount",
    FieldKind.YES_NO: "yes, no, not known",
    FieldKind.CHOICE: "one of",
    FieldKind.CHOICES: "several of",
}


def forms_page(packs: Iterable[Pack]) -> str:
    """The whole page as Markdown, in English."""
    return "\n".join([_HEAD, *(line for pack in packs for line in _pack(pack))]) + "\n"


def _pack(pack: Pack) -> Iterator[str]:
    forms = [form for form in pack.forms if form.part != REGISTER_PART]
    if not forms:
        return
    yield f"## {pack.country.names['en']}\n"
    yield "| form | code | version | part of the file | questions | needed | coded | how sure |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for form in forms:
        asked = [field for field in form.fields if field.kind is not FieldKind.HEADING]
        needed, coded = sum(field.is_needed for field in asked), sum(field.is_coded for field in asked)
        named = f"{form.order}. {form.labels['en']} | `{form.code}` | {form.version} | {form.part}"
        yield f"| {named} | {len(asked)} | {needed} | {coded} | {form.certainty} |"
    for form in forms:
        yield from _form(form)


def _form(form: Form) -> Iterator[str]:
    yield f"\n### Form {form.order}. {form.labels['en']}\n"
    yield f"{form.leads['en']}\n"
    signed_by = ", ".join(form.signed_by) or "–"
    yield f"`{form.code}`, version {form.version}. Sealed in: {form.part}. Signed by: {signed_by}."
    if form.carries:
        yield f"Offered again when filled in anew: {', '.join(f'`{code}`' for code in form.carries)}."
    yield f"Source: {form.source}; {form.certainty}{f' ({form.note})' if form.note else ''}.\n"
    yield "| question | code | answer | needed | coded | asked if |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for field in form.fields:
        yield _row(field, form)


def _row(field: FormField, form: Form) -> str:
    label, condition = _cell(field.labels["en"]), f"`{written(field.shown_if)}`" if field.shown_if else ""
    if field.kind is FieldKind.HEADING:
        return f"| **{label}** | `{field.code}` | heading | | | {condition} |"
    marks = " | ".join("yes" if mark else "" for mark in (field.is_needed, field.is_coded))
    doubt = "" if (field.source, field.certainty) == (form.source, form.certainty) else f" ({field.source})"
    return f"| {label}{doubt} | `{field.code}` | {_answer(field)} | {marks} | {condition} |"


def _answer(field: FormField) -> str:
    kind = _KINDS[field.kind]
    if field.list_code:
        return f"{kind} `{field.list_code}`"
    if field.bound:
        return f"{kind}, {'not after' if field.bound == 'past' else 'not before'} today"
    return f"{kind}, at most {field.most}" if field.most is not None else kind


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
