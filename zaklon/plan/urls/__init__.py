"""Addresses of the plan, one module for each group of pages."""

from zaklon.plan.urls import importing, outputs, overview, work

app_name = "plan"
urlpatterns = [*overview.urlpatterns, *work.urlpatterns, *importing.urlpatterns, *outputs.urlpatterns]
