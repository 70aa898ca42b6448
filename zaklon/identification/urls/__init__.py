"""Addresses of the Team."""

from django.urls import URLPattern, path

from zaklon.cases.urls import CodeConverter as CodeConverter  # its module registers the converter used here
from zaklon.cases.views.guarding import View, of_case, watched
from zaklon.identification.views import home, items, members, papers, sessions


def _item(address: str, view: View, name: str) -> URLPattern:
    return path(f"team/items/<uuid:item_id>/{address}", watched(view), name=name)


def _session(address: str, view: View, name: str) -> URLPattern:
    return path(f"team/sessions/<uuid:session_id>/{address}", view, name=name)


app_name = "team"
urlpatterns: list[URLPattern] = [
    path("team/", home.home, name="home"),
    path("team/call/<code:code>", of_case(home.call), name="call"),
    path("team/members/", members.people, name="members"),
    path("team/members/appoint", members.appoint, name="appoint"),
    path("team/members/<uuid:member_id>/end", members.end_mandate, name="end_mandate"),
    path("team/on-call/", members.on_call, name="on_call"),
    path("team/on-call/add", members.put_on_call, name="put_on_call"),
    path("team/on-call/<uuid:shift_id>/take-off", members.take_off_call, name="take_off_call"),
    path("team/sessions/", sessions.every, name="sessions"),
    path("team/sessions/call", sessions.call_session, name="call_session"),
    _session("", sessions.session, "session"),
    _session("present", sessions.present, "present"),
    _session("agenda", sessions.add_item, "add_item"),
    _session("step/<slug:verb>", sessions.move, "session_step"),
    _item("", items.item, "item"),
    _item("declare", items.declare, "declare"),
    _item("step-aside", items.step_aside, "step_aside"),
    _item("vote", items.vote, "vote"),
    _item("opinion", items.opinion, "opinion"),
    _item("take-off", sessions.take_off, "take_off"),
    path("team/decisions/<uuid:decision_id>/told", watched(items.tell), name="tell"),
    path("team/decisions/<uuid:decision_id>/letter/<slug:form>", watched(papers.letter), name="letter"),
    path("team/reports/", papers.reports, name="reports"),
    path(
        "team/reports/decisions/<int:year>/<int:half>/<slug:level>/<slug:form>",
        papers.decisions_report,
        name="decisions_report",
    ),
    path("team/reports/annual/<int:year>/<slug:level>/<slug:form>", papers.year_report, name="annual_report"),
]
