"""Django registration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "zaklon.access"
    label = "access"

    def ready(self) -> None:
        """Give refusals their sentences and actions their names; renew the session of who proves themselves again."""
        from allauth.account.signals import authentication_step_completed

        from zaklon.access.renewal import renew_session
        from zaklon.access.sentences import ACTIONS, READS, REFUSALS, SENTENCES
        from zaklon.audit.actions import register_actions
        from zaklon.web.sentences import register_sentences

        authentication_step_completed.connect(renew_session)
        register_sentences(SENTENCES)
        register_actions(ACTIONS, reads=READS, refusals=REFUSALS)
