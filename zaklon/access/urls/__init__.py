"""Addresses of people, bodies, the trail and one's own account. Sign-in has its own list in `sign_in`."""

from django.urls import URLPattern

app_name = "access"
urlpatterns: list[URLPattern] = []
