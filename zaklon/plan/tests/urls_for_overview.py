"""Stand-ins for pages of the plan that are not there yet."""
from django.http import HttpResponse
from django.urls import include, path
from django.conf import settings
from zaklon.config.urls import urlpatterns as root
from zaklon.plan.urls import urlpatterns as own

def nothing(request, **kwargs):
    return HttpResponse("")

have = {p.name for p in own}
standins = {"tasks": "plan/tasks/", "review": "plan/review/", "imports": "plan/imports/", "activity": "plan/activities/<uuid:activity_id>/", "report": "plan/reports/<uuid:report_id>/"}
extra = [path(where, nothing, name=name) for name, where in standins.items() if name not in have]
plan = ([*own, *extra], "plan")
def is_plan(r):
    return getattr(r, "app_name", "") == "plan"
urlpatterns = [r for r in root if not is_plan(r)] + [path("", include(plan))]
