"""Django registration."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "zaklon.notify"
    label = "notify"
