"""Django registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "zaklon.config"
    label = "config"

    def ready(self) -> None:
        """Give the trail the names of what the system does for its own continuity."""
        from zaklon.audit.actions import register_actions

        register_actions(
            {
                "backup.taken": _("Backup taken"),
                "backup.base_taken": _("Copy of the whole server taken"),
                "backup.drill_good": _("Restore drill: the backup can be restored"),
                "backup.drill_failed": _("Restore drill failed"),
            }
        )
