"""Django registration: this app holds only the migration that gives the database its acting context."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "zaklon.common"
    label = "common"
