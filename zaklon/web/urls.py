"""Addresses of the shell."""

from django.conf import settings
from django.urls import path

from zaklon.web import gallery, views

app_name = "web"
urlpatterns = [
    path("language", views.set_language, name="set_language"),
]

if settings.ENVIRONMENT != "production":
    urlpatterns.append(path("components", gallery.components, name="components"))
