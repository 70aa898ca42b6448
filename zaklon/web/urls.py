"""Addresses of the shell."""

from django.urls import path

from zaklon.web import views

app_name = "web"
urlpatterns = [
    path("language", views.set_language, name="set_language"),
]
