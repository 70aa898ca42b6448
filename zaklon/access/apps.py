"""Django registration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "zaklon.access"
    label = "access"

    def ready(self) -> None:
        """Give refusals their sentences and actions their names."""
        from zaklon.access.sentences import ACTIONS, READS, REFUSALS, SENTENCES
        from zaklon.audit.actions import register_actions
        from zaklon.web.sentences import register_sentences

        register_sentences(SENTENCES)
        register_actions(ACTIONS, reads=READS, refusals=REFUSALS)
