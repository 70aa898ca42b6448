"""The register of bodies, for everyone who works here; kept by the administrator."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zaklon.access.commands import bodies as commands
from zaklon.access.forms.bodies import BodiesFilterForm, BodyForm, NameForm, ValidityForm
from zaklon.access.forms.shared import put_refusal
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import BodyDetail, BodyRow, detail, directory, tree
from zaklon.access.queries.people import colleagues
from zaklon.access.views.words import certainty_name, kind_names, language_name
from zaklon.common.errors import RuleBroken
from zaklon.web.languages import current
from zaklon.web.respond import respond


@require_GET
def bodies(request: ActorRequest) -> HttpResponse:
    """Every body with its units."""
    request.actor.must(Permission.PLAN_READ)
    today = timezone.localdate()
    kinds = kind_names(today)
    form = BodiesFilterForm(request.GET, kinds=kinds.items())
    rows = tree(_wanted(directory(current().code).values(), form, today))
    context = {
        "form": form,
        "rows": rows,
        "ended": [row.body_id for _depth, row in rows if not row.exists_on(today)],
        "kinds": kinds,
        "certainties": {row.certainty: certainty_name(row.certainty) for _depth, row in rows},
        "may_manage": request.actor.may(Permission.BODIES_MANAGE),
        "is_filtered": bool(request.GET),
    }
    return respond(request, "access/bodies.html", context, fragment="access/_bodies_rows.html")


def _wanted(rows: Iterable[BodyRow], form: BodiesFilterForm, today: date) -> list[BodyRow]:
    form.is_valid()
    said = form.cleaned_data
    words = said.get("words", "").casefold().split()
    return [
        row
        for row in rows
        if (said.get("ended") or row.exists_on(today))
        and (not said.get("kind") or row.kind == said["kind"])
        and all(word in _searched_text(row) for word in words)
    ]


def _searched_text(row: BodyRow) -> str:
    return " ".join([row.code, row.name, *row.aliases]).casefold()


@require_http_methods(["GET", "POST"])
def add_body(request: ActorRequest) -> HttpResponse:
    """Put a body into the register."""
    request.actor.must(Permission.BODIES_MANAGE)
    kinds = kind_names(timezone.localdate()).items()
    form = BodyForm(request.POST or None, directory=directory(current().code).values(), kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            body_id = commands.add_body(form.body(), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("The body stands in the register."))
            return redirect("access:body", body_id)
    return respond(request, "access/add_body.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def body(request: ActorRequest, body_id: UUID) -> HttpResponse:
    """One body: its names, what is inside it, and who works there as far as the reader may know."""
    request.actor.must(Permission.PLAN_READ)
    return _body_page(request, detail(body_id, current().code))


@require_http_methods(["POST"])
def add_name(request: ActorRequest, body_id: UUID) -> HttpResponse:
    """Give a body an alias or a new official name."""
    request.actor.must(Permission.BODIES_MANAGE)
    form = NameForm(request.POST, prefix="name")
    if form.is_valid():
        try:
            commands.add_name(body_id, form.new_name(), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("The name was added."))
            return redirect("access:body", body_id)
    return _body_page(request, detail(body_id, current().code), name_form=form)


@require_http_methods(["POST"])
def set_validity(request: ActorRequest, body_id: UUID) -> HttpResponse:
    """Say from when until when a body exists."""
    request.actor.must(Permission.BODIES_MANAGE)
    form = ValidityForm(request.POST, prefix="days")
    if form.is_valid():
        said = form.cleaned_data
        try:
            commands.set_validity(
                body_id, said["valid_from"], said["valid_until"], actor=request.actor, now=timezone.now()
            )
        except RuleBroken as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("The days were changed."))
            return redirect("access:body", body_id)
    return _body_page(request, detail(body_id, current().code), validity_form=form)


def _body_page(
    request: ActorRequest,
    found: BodyDetail,
    *,
    name_form: NameForm | None = None,
    validity_form: ValidityForm | None = None,
) -> HttpResponse:
    row, today = found.body, timezone.localdate()
    days = {"valid_from": row.valid_from, "valid_until": row.valid_until}
    context = {
        "found": found,
        "kind": kind_names(today).get(row.kind, row.kind),
        "exists": row.exists_on(today),
        "languages_of_names": {name.language: language_name(name.language) for name in found.names},
        "certainties": {
            code: certainty_name(code) for code in {row.certainty, *(name.certainty for name in found.names)}
        },
        "staff": [(name, role.label) for name, role in colleagues(row.body_id, today=today)],
        "may_manage": request.actor.may(Permission.BODIES_MANAGE),
        "name_form": name_form or NameForm(prefix="name", initial={"certainty": "read"}),
        "validity_form": validity_form or ValidityForm(prefix="days", initial=days),
    }
    has_errors = any(form is not None and form.errors for form in (name_form, validity_form))
    return respond(request, "access/body.html", context, status=422 if has_errors else 200)
