"""Addresses of the helpline pages."""

from django.urls import URLPattern, path

from zaklon.helpline.views import calls, handing, home, logging, papers

app_name = "helpline"
urlpatterns: list[URLPattern] = [
    path("helpline/", home.home, name="home"),
    path("helpline/log", logging.log, name="log"),
    path("helpline/calls/", calls.listed, name="calls"),
    path("helpline/calls/<int:number>/", calls.call, name="call"),
    path("helpline/calls/<int:number>/note", calls.note, name="note"),
    path("helpline/calls/<int:number>/correct", calls.correct, name="correct"),
    path("helpline/calls/<int:number>/safety", calls.plan, name="plan"),
    path("helpline/calls/<int:number>/hand-over", handing.hand_over, name="hand_over"),
    path("helpline/calls/<int:number>/signal", handing.refer, name="refer"),
    path("helpline/received/", handing.inbox, name="received"),
    path("helpline/received/<uuid:handed_id>/", handing.handed, name="handed"),
    path("helpline/received/<uuid:handed_id>/words", handing.words, name="words"),
    path("helpline/received/<uuid:handed_id>/<slug:verb>", handing.step, name="step"),
    path("helpline/shift/", home.shift, name="shift"),
    path("helpline/shift/<uuid:note_id>", home.shift_note, name="shift_note"),
    path("helpline/overview/", home.overview, name="overview"),
    path("helpline/reports/", papers.reports, name="reports"),
    path("helpline/days/<str:day>/<slug:form>", papers.day, name="day"),
    path("helpline/half-years/<int:year>/<int:half>/<slug:level>/<slug:form>", papers.half_year, name="half_year"),
]
