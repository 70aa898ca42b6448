"""Taking a course: its pages, the questions, the result, the certificate. Nothing here needs JavaScript."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.capacity.commands.learning import answer, begin, certify, read_page
from zaklon.capacity.forms.courses import QuestionsForm
from zaklon.capacity.queries import courses as queries
from zaklon.capacity.queries.courses import Way
from zaklon.capacity.rules.wording import text_in
from zaklon.capacity.views.papers import certificates_answer
from zaklon.capacity.views.showing import blocks_in, outcome_of
from zaklon.cases.views.shared import posted
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.web.languages import current, tag_of
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond

_PICTURE_SECONDS = 3_600


@require_GET
def courses(request: ActorRequest) -> HttpResponse:
    """The courses that can be taken."""
    lines = queries.courses_for(request.actor, current().code)
    context = {
        "lines": lines,
        "may_keep": request.actor.may(Permission.COURSE_MANAGE),
        "tag_of": {line.tag: tag_of(line.tag) for line in lines},
    }
    return respond(request, "capacity/courses.html", context)


@require_http_methods(["GET", "POST"])
def course(request: ActorRequest, course: str) -> HttpResponse:
    """The first page of a course; sending its form begins it, or goes on where the person stopped."""
    actor, language = request.actor, current().code
    if request.method == "POST":
        begin(course, actor=actor, now=timezone.now())
        begun = _way(request, course)
        return redirect("capacity:page", course, min(begun.read + 1, len(begun.content.pages)))
    way = queries.way_of(course, actor=actor, now=timezone.now(), language=language)
    if way is not None:
        names = [text_in(each.titles, way.language) for each in way.content.pages]
        context = _frame(way, _title(way), is_first=True) | {"line": None, "names": names}
        return respond(request, "capacity/course.html", context)
    found = queries.offered(course, language)
    if found is None:
        raise Http404
    line, content = found
    context = {
        "way": None,
        "line": line,
        "content": content,
        "lang": tag_of(line.tag),
        "title": line.title,
        "summary": line.summary,
        "crumbs": [*_to_courses(), Crumb(line.title)],
    }
    return respond(request, "capacity/course.html", context)


@require_http_methods(["GET", "POST"])
def page(request: ActorRequest, course: str, page: int) -> HttpResponse:
    """One page; sending its form notes that it was read and leads on."""
    way = _way(request, course)
    pages = way.content.pages
    if not 1 <= page <= len(pages):
        raise Http404
    if page > way.read + 1:
        return redirect("capacity:page", course, way.read + 1)
    if request.method == "POST":
        read_page(way.learning_id, page, actor=request.actor)
        return (
            redirect("capacity:page", course, page + 1) if page < len(pages) else redirect("capacity:questions", course)
        )
    shown = pages[page - 1]
    title = text_in(shown.titles, way.language)
    context = _frame(way, title) | {
        "number": page,
        "before": reverse("capacity:page", args=[course, page - 1]) if page > 1 else "",
        # The script is changed only after the markup was read: names of pictures stay Latin.
        "blocks": blocks_in(shown.texts[way.language.partition("-")[0]], way.language),
    }
    return respond(request, "capacity/page.html", context)


@require_http_methods(["GET", "POST"])
def questions(request: ActorRequest, course: str) -> HttpResponse:
    """All questions on one page; sending them is a try."""
    way = _way(request, course)
    if way.passed_at is not None:
        return redirect("capacity:result", course)
    if not way.is_read:
        return redirect("capacity:page", course, way.read + 1)
    form = QuestionsForm(way.content, way.language, posted(request))
    if form.is_bound and form.is_valid():
        try:
            answer(way.learning_id, form.chosen(), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("capacity:result", course)
    context = _frame(way, _("Questions")) | {"form": form, "has_errors": form.is_bound}
    return respond(request, "capacity/questions.html", context, status=422 if form.is_bound else 200)


@require_GET
def result(request: ActorRequest, course: str) -> HttpResponse:
    """The last try: what was right, and why."""
    way = _way(request, course)
    made = queries.last_try(way.learning_id)
    if made is None:
        return redirect("capacity:questions", course)
    tells_right = way.passed_at is not None or not way.tries_left
    context = _frame(way, _("Result")) | {"made": made, "outcomes": outcome_of(way, made, tells_right=tells_right)}
    return respond(request, "capacity/result.html", context)


@require_POST
def certificate(request: ActorRequest, course: str) -> HttpResponse:
    """A certificate for whoever passed."""
    way, now = _way(request, course), timezone.now()
    return certificates_answer(certify(way.learning_id, language=current().code, actor=request.actor, now=now), now)


@require_GET
def picture(request: ActorRequest, version_id: UUID, picture: str) -> HttpResponse:
    """A picture of a course."""
    request.actor.must(Permission.COURSE_TAKE)
    found = queries.picture_of(version_id, picture)
    if found is None:
        raise Http404
    response = HttpResponse(found[1], content_type=found[0])
    response.headers["Cache-Control"] = f"private, max-age={_PICTURE_SECONDS}"
    return response


def _way(request: ActorRequest, course: str) -> Way:
    """Where the person stands. Raises NotAllowedNow for a course that they have not begun."""
    way = queries.way_of(course, actor=request.actor, now=timezone.now(), language=current().code)
    if way is None:
        raise NotAllowedNow("course_not_begun")
    return way


def _title(way: Way) -> str:
    return text_in(way.content.titles, way.language)


def _to_courses() -> list[Crumb]:
    return [Crumb(_("Courses"), reverse("capacity:courses"))]


def _frame(way: Way, title: str, *, is_first: bool = False) -> dict[str, object]:
    """What every page of a course shows: its title and language, and how far the reader is."""
    start = reverse("capacity:course", args=[way.code])
    crumbs = [*_to_courses(), Crumb(_title(way), "" if is_first else start)]
    return {
        "way": way,
        "content": way.content,
        "course_title": _title(way),
        "summary": text_in(way.content.summaries, way.language),
        "title": title,
        "lang": tag_of(way.language),
        "pages": len(way.content.pages),
        "next": min(way.read + 1, len(way.content.pages)),
        "crumbs": crumbs if is_first else [*crumbs, Crumb(title)],
    }
