"""Django registration."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "zaklon.forms"
    label = "forms"
