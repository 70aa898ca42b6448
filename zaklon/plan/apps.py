"""Django registration."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "zaklon.plan"
    label = "plan"

    def ready(self) -> None:
        """Give the shell the sentences of this context's refusals, and the trail the names of its actions."""
        from zaklon.audit.actions import register_actions
        from zaklon.plan.actions import ACTIONS
        from zaklon.plan.imports_sentences import SENTENCES as OF_IMPORTS
        from zaklon.plan.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        register_sentences(SENTENCES)
        register_sentences(OF_IMPORTS)
        register_actions(ACTIONS, reads=["report.exported"])
