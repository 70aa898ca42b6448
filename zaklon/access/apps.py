"""Django registration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "zaklon.access"
    label = "access"
