"""Addresses of the Coordination Body."""

from django.urls import URLPattern, path

from zaklon.partnership.views import board, conclusions, sessions

_SESSION = "board/sessions/<uuid:meeting_id>/"
_ITEM = f"{_SESSION}items/<uuid:point_id>/"
_CONCLUSION = "board/conclusions/<uuid:conclusion_id>/"
_PLAN = "board/plans/<uuid:work_plan_id>/"

app_name = "board"
urlpatterns: list[URLPattern] = [
    path("board/", board.home, name="home"),
    path("board/members/", board.people, name="members"),
    path("board/members/add", board.seat, name="seat"),
    path("board/members/observer", board.observer, name="observer"),
    path("board/members/founding", board.found, name="found"),
    path("board/members/<uuid:seat_id>/end", board.end_mandate, name="end_mandate"),
    path("board/sessions/", sessions.every, name="sessions"),
    path("board/sessions/call", sessions.call_session, name="call_session"),
    path(_SESSION, sessions.session, name="session"),
    path(f"{_SESSION}present", sessions.present, name="present"),
    path(f"{_SESSION}agenda", sessions.add_item, name="add_item"),
    path(f"{_SESSION}conclude", conclusions.conclude, name="conclude"),
    path(f"{_SESSION}minutes/adopt", sessions.adopt_minutes, name="adopt_minutes"),
    path(f"{_SESSION}minutes/<slug:form>", sessions.minutes, name="minutes"),
    path(f"{_SESSION}step/<slug:verb>", sessions.move, name="session_step"),
    path(f"{_ITEM}vote", sessions.vote, name="vote"),
    path(f"{_ITEM}decide", sessions.decide, name="decide"),
    path(f"{_ITEM}paper", sessions.paper, name="paper"),
    path(f"{_ITEM}record", sessions.write_record, name="record"),
    path("board/conclusions/", conclusions.tracker, name="conclusions"),
    path(_CONCLUSION, conclusions.conclusion, name="conclusion"),
    path(f"{_CONCLUSION}done", conclusions.finish, name="finish"),
    path(f"{_CONCLUSION}change/<slug:verb>", conclusions.change, name="change"),
    path("board/plans/", conclusions.plans, name="plans"),
    path("board/plans/begin", conclusions.draft_plan, name="draft_plan"),
    path(_PLAN, conclusions.plan, name="plan"),
    path(f"{_PLAN}add", conclusions.add_task, name="add_task"),
    path(f"{_PLAN}adopt", conclusions.adopt_plan, name="adopt_plan"),
    path(f"{_PLAN}implemented", conclusions.implement_plan, name="implement_plan"),
    path("board/plans/items/<uuid:plan_task_id>/<slug:verb>", conclusions.end_task, name="end_task"),
]
