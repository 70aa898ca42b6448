"""Registers the shell with Django: static files, translations."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The page shell."""

    name = "zaklon.web"
    label = "web"
