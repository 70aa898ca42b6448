"""Addresses of cases; an address holds the code of a case and nothing else about it."""

from django.urls import URLPattern, path, register_converter

from zaklon.cases.views import answers, case, erasures, exports, glass, home, openings, staff, work


class CodeConverter:
    """A code in its written form; what cannot be one is no address."""

    regex = "[2-9B-DF-HJ-NP-TV-XZ]{4}-[2-9B-DF-HJ-NP-TV-XZ]{4}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(CodeConverter, "code")

app_name = "cases"
urlpatterns: list[URLPattern] = [
    path("cases/", home.home, name="home"),
    path("cases/find", home.find, name="find"),
    path("cases/open", home.open_new, name="open"),
    path("cases/danger", glass.break_glass, name="break_glass"),
    path("cases/review/", glass.review, name="review"),
    path("cases/review/<uuid:glass_id>", glass.review_glass, name="review_glass"),
    path("cases/review/conflicts/<uuid:conflict_id>/lift", glass.lift_conflict, name="lift_conflict"),
    path("cases/exports/", exports.export_list, name="exports"),
    path("cases/exports/<uuid:export_id>", exports.fetch, name="fetch_export"),
    path("cases/<code:code>/", case.case, name="case"),
    path("cases/requests/<uuid:request_id>/copy", answers.decide_copy, name="copy"),
    path("cases/requests/<uuid:request_id>/copy/approve", answers.approve_copy, name="approve_copy"),
    path("cases/requests/<uuid:request_id>/copy/<str:form>", answers.copy_paper, name="copy_paper"),
    path("cases/<code:code>/opened-by/<str:form>", answers.opened_by, name="opened_by"),
    path("cases/filing/<str:form>", answers.filing_record, name="filing_record"),
    path("cases/erasures/", erasures.erasures, name="erasures"),
    path("cases/erasures/<uuid:erasure_id>/agree", erasures.agree, name="agree_to_erasure"),
    path("cases/erasures/<uuid:erasure_id>/decline", erasures.decline, name="decline_erasure"),
    path("cases/<code:code>/erase", erasures.erase, name="erase"),
    path("cases/<code:code>/export", exports.export, name="export"),
    path("cases/<code:code>/persons/add", case.add_person, name="add_person"),
    path("cases/<code:code>/close", case.close, name="close"),
    path("cases/<code:code>/reopen", case.reopen, name="reopen"),
    path("cases/<code:code>/refer", case.refer, name="refer"),
    path("cases/<code:code>/seal", case.seal, name="seal"),
    path("cases/<code:code>/unseal", case.unseal, name="unseal"),
    path("cases/<code:code>/step-aside", case.step_aside, name="step_aside"),
    path("cases/<code:code>/staff/add", staff.assign, name="assign"),
    path("cases/<code:code>/staff/hand-over", staff.hand_over, name="hand_over"),
    path("cases/<code:code>/staff/<uuid:assignment_id>/end", staff.relieve, name="relieve"),
    path("cases/<code:code>/consents/add", openings.consent, name="consent"),
    path("cases/<code:code>/consents/<uuid:consent_id>/withdraw", openings.withdraw, name="withdraw"),
    path("cases/<code:code>/duties/add", openings.duty, name="duty"),
    path("cases/<code:code>/flags/add", work.raise_flag, name="raise_flag"),
    path("cases/<code:code>/flags/<uuid:flag_id>/resolve", work.resolve_flag, name="resolve_flag"),
    path("cases/<code:code>/tasks/add", work.add_task, name="add_task"),
    path("cases/<code:code>/tasks/<uuid:task_id>/done", work.finish_task, name="finish_task"),
    path("cases/<code:code>/links/add", work.link, name="link"),
    path("cases/<code:code>/links/<int:link_id>/end", work.end_link, name="end_link"),
    path("cases/<code:code>/split", work.split, name="split"),
    path("cases/<code:code>/merge", work.merge, name="merge"),
    path("cases/<code:code>/merges/<uuid:merge_id>", work.decide_merge, name="decide_merge"),
    path("cases/<code:code>/merges/<uuid:merge_id>/undo", work.undo_merge, name="undo_merge"),
]
