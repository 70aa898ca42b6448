"""Stand-ins for pages that are not there yet."""

from django.http import HttpResponse
from django.urls import include, path

from zaklon.access import urls as access_urls
from zaklon.config.urls import urlpatterns as root
from zaklon.plan import urls as plan_urls


def nothing(request, **kwargs):
    return HttpResponse("")


def grown(module, app, standins):
    have = {p.name for p in module.urlpatterns}
    extra = [path(where, nothing, name=name) for name, where in standins.items() if name not in have]
    return path("", include(([*module.urlpatterns, *extra], app)))


PLAN = {
    "tasks": "plan/tasks/",
    "review": "plan/review/",
    "imports": "plan/imports/",
    "activity": "plan/activities/<uuid:activity_id>/",
    "report": "plan/reports/<uuid:report_id>/",
}
ACCESS = {"account": "people/account/", "people": "people/", "bodies": "bodies/", "trail": "trail/"}
urlpatterns = [each for each in root if getattr(each, "app_name", "") not in {"plan", "access"}]
urlpatterns += [grown(plan_urls, "plan", PLAN), grown(access_urls, "access", ACCESS)]
