"""Addresses of calls and grants, inside."""

from django.urls import URLPattern, path

from zaklon.partnership.views import applications, assessing, calls, contracts

_CALL = "grants/<uuid:call_id>/"
_APPLICATION = "grants/applications/<uuid:application_id>/"
_ASSESSMENT = "grants/assessments/<uuid:assessment_id>/"
_REPORT = "grants/reports/<uuid:grant_report_id>/"

app_name = "grants"
urlpatterns: list[URLPattern] = [
    path("grants/", calls.home, name="home"),
    path("grants/draft", calls.draft, name="draft"),
    path("grants/report/<int:year>/<slug:form>", calls.report, name="report"),
    path("grants/assessments/", assessing.mine, name="mine"),
    path(_ASSESSMENT, assessing.assessment, name="assessment"),
    path(f"{_ASSESSMENT}score", assessing.score, name="score"),
    path(f"{_ASSESSMENT}declare/<slug:verb>", assessing.declare, name="declare"),
    path(_APPLICATION, applications.application, name="application"),
    path(f"{_APPLICATION}contact", applications.contact, name="contact"),
    path(f"{_APPLICATION}give", applications.give, name="give"),
    path(f"{_APPLICATION}choose", applications.choose, name="choose"),
    path(f"{_APPLICATION}turn-down", applications.turn_down, name="turn_down"),
    path(f"{_APPLICATION}contract", contracts.sign, name="sign"),
    path(f"{_APPLICATION}check/<slug:verb>", applications.step, name="check"),
    path("grants/contracts/<uuid:contract_id>/instalment", contracts.plan_instalment, name="plan_instalment"),
    path("grants/contracts/<uuid:contract_id>/report", contracts.expect, name="expect"),
    path("grants/instalments/<uuid:instalment_id>/pay", contracts.pay, name="pay"),
    path(f"{_REPORT}receive", contracts.receive, name="receive"),
    path(f"{_REPORT}judge/<slug:verb>", contracts.judge, name="judge"),
    path(_CALL, calls.call, name="call"),
    path(f"{_CALL}criterion", calls.add_criterion, name="add_criterion"),
    path(f"{_CALL}criteria/drop", calls.drop_criteria, name="drop_criteria"),
    path(f"{_CALL}assessor", calls.name_assessor, name="name_assessor"),
    path(f"{_CALL}step/<slug:verb>", calls.move, name="call_step"),
]
