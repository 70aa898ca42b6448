"""Django registration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "zaklon.audit"
    label = "audit"
