"""Keeping courses: upload, look, publish, retire, and who completed them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.capacity.commands.courses import move_version, upload_course
from zaklon.capacity.forms.courses import CourseForm
from zaklon.capacity.queries import courses as queries
from zaklon.capacity.rules.wording import language_for, text_in
from zaklon.capacity.views.showing import blocks_in
from zaklon.cases.views.shared import posted
from zaklon.common.errors import RuleBroken
from zaklon.web.languages import current, tag_of
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

TONES = {"draft": "waiting", "published": "done", "retired": ""}


def _to_kept() -> list[Crumb]:
    return [
        Crumb(_("Courses"), reverse("capacity:courses")),
        Crumb(_("Courses of your body"), reverse("capacity:kept")),
    ]


@require_GET
def kept(request: ActorRequest) -> HttpResponse:
    """The versions of the own body's courses."""
    context = {
        "versions": queries.versions_of_body(request.actor, current().code),
        "tones": TONES,
        "columns": [
            Column("title", _("Course")),
            Column("version", _("Version")),
            Column("state", _("State")),
            Column("size", _("Pages and questions")),
            Column("languages", _("Languages")),
            Column("act", _("What can be done")),
        ],
        "crumbs": [_to_kept()[0], Crumb(_("Courses of your body"))],
    }
    return respond(request, "capacity/kept.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    """A course comes as one file, which is checked whole before anything is kept."""
    request.actor.must(Permission.COURSE_MANAGE)
    form = CourseForm(posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            version_id = upload_course(form.cleaned_data["file"], actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The course is kept as a draft. Look at it, then publish it."))
            return redirect("capacity:version", version_id)
    context = {"form": form, "has_errors": form.is_bound, "crumbs": [*_to_kept(), Crumb(_("Upload a course"))]}
    return respond(request, "capacity/upload.html", context, status=422 if form.is_bound else 200)


@require_GET
def version(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """A whole version on one page, with the right answers, for those who keep it."""
    content = queries.version_shown(version_id, actor=request.actor)
    language = language_for(content.languages, current().code)
    spoken = language.partition("-")[0]
    title = text_in(content.titles, language)
    context = {
        "version_id": version_id,
        "content": content,
        "lang": tag_of(language),
        "title": title,
        "summary": text_in(content.summaries, language),
        "pages": [(text_in(each.titles, language), blocks_in(each.texts[spoken], language)) for each in content.pages],
        "questions": [
            (
                text_in(each.texts, language),
                [(text_in(answer.texts, language), answer.is_right) for answer in each.answers],
                text_in(each.explanations, language),
            )
            for each in content.questions
        ],
        "crumbs": [*_to_kept(), Crumb(title)],
    }
    return respond(request, "capacity/version.html", context)


@require_POST
def publish(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Open a version to everybody; the one before it is retired."""
    move_version(version_id, "publish", actor=request.actor, now=timezone.now())
    messages.success(request, _("The course is published."))
    return redirect("capacity:kept")


@require_POST
def retire(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Close a version; what was completed stays."""
    move_version(version_id, "retire", actor=request.actor, now=timezone.now())
    messages.success(request, _("The version is retired. What was completed stays."))
    return redirect("capacity:kept")


@require_GET
def completions(request: ActorRequest, course: str) -> HttpResponse:
    """Who completed a course: counts by body and month, and the own people by name."""
    results = queries.results_of(course, actor=request.actor, language=current().code)
    context = {
        "results": results,
        "columns": [
            Column("month", _("Month")),
            Column("body", _("Body")),
            Column("count", _("Completions"), is_number=True),
        ],
        "own_columns": [Column("name", _("Name")), Column("day", _("Passed on"))],
        "crumbs": [*_to_kept(), Crumb(results.title)],
    }
    return respond(request, "capacity/completions.html", context)
