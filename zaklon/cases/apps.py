"""Django registration."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "zaklon.cases"
    label = "cases"

    def ready(self) -> None:
        """Give the shell the sentences of this context's refusals, and the trail the names of its actions."""
        from zaklon.audit.actions import register_actions
        from zaklon.cases.actions import ACTIONS, READS, REFUSALS
        from zaklon.cases.sentences import SENTENCES
        from zaklon.cases.vault.actions import ACTIONS as OF_VAULT
        from zaklon.web.sentences import register_sentences

        register_sentences(SENTENCES)
        register_actions(ACTIONS, reads=READS, refusals=REFUSALS)
        register_actions(OF_VAULT)
