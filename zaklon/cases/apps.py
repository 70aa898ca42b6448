"""Django registration, and the names of this context's actions."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "zaklon.cases"
    label = "cases"

    def ready(self) -> None:
        from zaklon.audit.actions import register_actions
        from zaklon.cases.vault.actions import ACTIONS

        register_actions(ACTIONS)
