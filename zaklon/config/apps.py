"""Django registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "zaklon.config"
    label = "config"

    def ready(self) -> None:
        """Name what the system does for its own continuity on the trail, and where each report is made."""
        from zaklon.audit.actions import register_actions
        from zaklon.config.report_pages import REPORT_PAGES
        from zaklon.registers.elsewhere import register_report_pages

        register_report_pages(REPORT_PAGES)

        register_actions(
            {
                "backup.taken": _("Backup taken"),
                "backup.base_taken": _("Copy of the whole server taken"),
                "backup.drill_good": _("Restore drill: the backup can be restored"),
                "backup.drill_failed": _("Restore drill failed"),
            }
        )
