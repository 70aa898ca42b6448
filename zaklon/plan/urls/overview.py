"""Dashboard, strategies, plans, timeline, indicators, the public page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
