"""Django registration."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "zaklon.plan"
    label = "plan"
