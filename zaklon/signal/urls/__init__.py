"""Addresses of signals. The service worker serves /signal/ itself and no other page below it."""

from typing import Any

from django.urls import URLPattern, path

from zaklon.cases.urls import CodeConverter as CodeConverter  # its module registers the converter used here
from zaklon.cases.views.guarding import of_case, watched
from zaklon.signal.views import home, likenesses, report


def _case(address: str, view: Any, name: str) -> URLPattern:
    return path(f"cases/<code:code>/likenesses/<uuid:likeness_id>/{address}", of_case(watched(view)), name=name)


app_name = "signal"
urlpatterns: list[URLPattern] = [
    path("signal/", report.report, name="report"),
    path("signal/shell", report.shell, name="shell"),
    path("signal/state", report.state, name="state"),
    path("signal/send", report.send_draft, name="send"),
    path("signal/worker.js", report.worker, name="worker"),
    path("signal/mine/", home.home, name="home"),
    path("signal/mine/<uuid:signal_id>", home.next_steps, name="next"),
    _case("ask", likenesses.ask_other, "ask_other"),
    _case("join", likenesses.join, "join"),
    _case("other", likenesses.rule_out, "rule_out"),
]
