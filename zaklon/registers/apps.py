"""Django registration."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "zaklon.registers"
    label = "registers"

    def ready(self) -> None:
        """Count the plan's results, give the shell its sentences and the trail its names."""
        from zaklon.audit.actions import register_actions
        from zaklon.plan.measured import register_measurer
        from zaklon.registers.actions import ACTIONS
        from zaklon.registers.addresses import result_href
        from zaklon.registers.counting import register_counter
        from zaklon.registers.programmed import COUNTERS
        from zaklon.registers.queries.measures import measure_results
        from zaklon.registers.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        register_measurer(measure_results, result_href)
        for measure, (counter, view) in COUNTERS.items():
            register_counter(measure, counter, view=view)
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
