"""Django registration."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "zaklon.cases"
    label = "cases"
