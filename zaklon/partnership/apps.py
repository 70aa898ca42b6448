"""Django registration."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "zaklon.partnership"
    label = "partnership"

    def ready(self) -> None:
        """Count measures, register the sentences of refusals and the names of the trail."""
        from zaklon.audit.actions import register_actions
        from zaklon.partnership.actions import ACTIONS
        from zaklon.partnership.queries import measures
        from zaklon.partnership.sentences import SENTENCES
        from zaklon.registers.counting import register_counter
        from zaklon.web.sentences import register_sentences

        for measure, counter, view in measures.COUNTERS:
            register_counter(measure, counter, view=view)
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
