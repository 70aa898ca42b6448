"""Addresses that anybody opens without signing in."""

from django.urls import URLPattern, path

from zaklon.partnership.views import public

app_name = "calls"
urlpatterns: list[URLPattern] = [
    path("calls/", public.every, name="every"),
    path("calls/receipt/", public.receipt, name="receipt"),
    path("calls/receipt/complete", public.complete, name="complete"),
    path("calls/report/<int:year>/<slug:form>", public.report, name="report"),
    path("calls/<uuid:call_id>/", public.call, name="call"),
    path("calls/<uuid:call_id>/apply", public.apply, name="apply"),
]
