"""Tasks, activities, progress reports, review."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
