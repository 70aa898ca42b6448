"""Reports to take out."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
