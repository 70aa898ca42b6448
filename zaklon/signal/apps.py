"""Django registration."""

from django.apps import AppConfig


class SignalConfig(AppConfig):
    name = "zaklon.signal"
    label = "signal"

    def ready(self) -> None:
        """Let the tables follow their case, show the panel, look for likenesses, and give sentences and names."""
        from zaklon.audit.actions import register_actions
        from zaklon.cases.following import follow
        from zaklon.cases.identities import on_identity
        from zaklon.cases.panels import register_panel
        from zaklon.signal.actions import ACTIONS
        from zaklon.signal.commands.likenesses import look_again
        from zaklon.signal.models import Likeness, Report
        from zaklon.signal.panel import likeness_panel
        from zaklon.signal.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        for table in (Report, Likeness):
            follow(table, is_overseen=False)
        register_panel(likeness_panel)
        on_identity(look_again)
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
