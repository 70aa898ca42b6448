"""Importing a plan, amendments."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
