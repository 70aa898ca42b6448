"""Django registration."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "zaklon.notify"
    label = "notify"

    def ready(self) -> None:
        """Name this context's actions on the trail."""
        from django.utils.translation import gettext_lazy as _

        from zaklon.audit.actions import register_actions

        register_actions({"message.sent": _("Message sent"), "message.given_up": _("Message given up")})
