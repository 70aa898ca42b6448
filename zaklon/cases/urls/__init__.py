"""Addresses of cases; an address holds the code of a case and nothing else about it."""

from typing import Any

from django.urls import URLPattern, path, register_converter

from zaklon.cases.kinds import Part
from zaklon.cases.views import (
    answers,
    case,
    entries,
    erasures,
    exports,
    glass,
    happened,
    home,
    officer,
    openings,
    rights,
    sealed,
    searching,
    sheets,
    staff,
    work,
)
from zaklon.cases.views.guarding import of_case, watched


class CodeConverter:
    """A code in its written form; what cannot be one is no address."""

    regex = "[2-9B-DF-HJ-NP-TV-XZ]{4}-[2-9B-DF-HJ-NP-TV-XZ]{4}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class PartConverter:
    """A part of the file by its name; the shell has no page of its own."""

    regex = "|".join(part.name.lower() for part in Part if part is not Part.SHELL)

    def to_python(self, value: str) -> Part:
        """The part."""
        return Part[value.upper()]

    def to_url(self, value: Part) -> str:
        """Its name."""
        return Part(value).name.lower()


register_converter(CodeConverter, "code")
register_converter(PartConverter, "part")


def _case(address: str, view: Any, name: str) -> URLPattern:
    """A page of one case: who may not see the case is told nothing, and is noticed."""
    return path(f"cases/<code:code>/{address}", of_case(view), name=name)


app_name = "cases"
urlpatterns: list[URLPattern] = [
    path("cases/", home.home, name="home"),
    path("cases/find", home.find, name="find"),
    path("cases/search", searching.search, name="search"),
    path("cases/open", home.open_new, name="open"),
    path("cases/danger", glass.break_glass, name="break_glass"),
    path("cases/review/", glass.review, name="review"),
    path("cases/review/<uuid:glass_id>", glass.review_glass, name="review_glass"),
    path("cases/review/conflicts/<uuid:conflict_id>/lift", glass.lift_conflict, name="lift_conflict"),
    path("cases/exports/", exports.export_list, name="exports"),
    path("cases/exports/<uuid:export_id>", exports.fetch, name="fetch_export"),
    path("cases/requests/<uuid:request_id>/copy", answers.decide_copy, name="copy"),
    path("cases/requests/<uuid:request_id>/copy/approve", answers.approve_copy, name="approve_copy"),
    path("cases/requests/<uuid:request_id>/copy/<str:form>", answers.copy_paper, name="copy_paper"),
    path("cases/filing/<str:form>", answers.filing_record, name="filing_record"),
    path("cases/erasures/", erasures.erasures, name="erasures"),
    path("cases/erasures/<uuid:erasure_id>/agree", erasures.agree, name="agree_to_erasure"),
    path("cases/erasures/<uuid:erasure_id>/decline", erasures.decline, name="decline_erasure"),
    path("cases/review/alerts/", officer.alerts, name="alerts"),
    path("cases/review/alerts/<uuid:alert_id>", officer.alert, name="alert"),
    path("cases/review/requests/", rights.requests, name="requests"),
    path("cases/review/requests/<uuid:request_id>", rights.answer, name="answer_right"),
    path("cases/review/restrictions/<uuid:person_id>/lift", rights.lift_restriction, name="lift_restriction"),
    path("cases/review/keeping/", officer.keeping_list, name="keeping"),
    path("cases/review/keeping/<code:code>/longer", officer.keep_longer, name="keep_longer"),
    path("cases/review/holds/", officer.holds, name="holds"),
    path("cases/review/holds/add", officer.add_hold, name="add_hold"),
    path("cases/review/holds/<uuid:hold_id>/lift", officer.lift_hold, name="lift_hold"),
    _case("", watched(case.case), "case"),
    _case("happened/", watched(happened.happened), "happened"),
    _case("parts/<part:part>/", watched(sealed.part), "part"),
    _case("parts/<part:part>/write/<slug:kind>", entries.write, "write"),
    _case("parts/<part:part>/forms", sheets.choose, "forms"),
    _case("persons/<uuid:person_id>/forms/<slug:form_code>", sheets.fill, "fill"),
    _case("persons/<uuid:person_id>/open/<part:part>", sealed.reveal, "reveal"),
    _case("looks/<uuid:reveal_id>", sealed.revealed, "revealed"),
    _case("looks/<uuid:reveal_id>/agree", sealed.agree, "agree"),
    _case("entries/<uuid:record_id>/correct", entries.correct, "correct"),
    _case("entries/<uuid:record_id>/files/add", entries.attach, "attach"),
    _case("files/<uuid:sealed_file_id>", entries.download, "file"),
    _case("requests/add", rights.ask_right, "ask_right"),
    _case("persons/add", case.add_person, "add_person"),
    _case("close", case.close, "close"),
    _case("reopen", case.reopen, "reopen"),
    _case("refer", case.refer, "refer"),
    _case("seal", case.seal, "seal"),
    _case("unseal", case.unseal, "unseal"),
    _case("step-aside", case.step_aside, "step_aside"),
    _case("staff/add", staff.assign, "assign"),
    _case("staff/hand-over", staff.hand_over, "hand_over"),
    _case("staff/<uuid:assignment_id>/end", staff.relieve, "relieve"),
    _case("consents/add", openings.consent, "consent"),
    _case("consents/<uuid:consent_id>/withdraw", openings.withdraw, "withdraw"),
    _case("duties/add", openings.duty, "duty"),
    _case("flags/add", work.raise_flag, "raise_flag"),
    _case("flags/<uuid:flag_id>/resolve", work.resolve_flag, "resolve_flag"),
    _case("tasks/add", work.add_task, "add_task"),
    _case("tasks/<uuid:task_id>/done", work.finish_task, "finish_task"),
    _case("links/add", work.link, "link"),
    _case("links/<int:link_id>/end", work.end_link, "end_link"),
    _case("split", work.split, "split"),
    _case("merge", work.merge, "merge"),
    _case("merges/<uuid:merge_id>", work.decide_merge, "decide_merge"),
    _case("merges/<uuid:merge_id>/undo", work.undo_merge, "undo_merge"),
    _case("opened-by/<str:form>", answers.opened_by, "opened_by"),
    _case("erase", erasures.erase, "erase"),
    _case("export", exports.export, "export"),
]
