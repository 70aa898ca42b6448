"""Django registration."""

from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "zaklon.capacity"
    label = "capacity"

    def ready(self) -> None:
        """Show certificates on trainings, count measures, give the shell its sentences and the trail its names."""
        from zaklon.audit.actions import register_actions
        from zaklon.capacity.actions import ACTIONS
        from zaklon.capacity.panel import certificates_panel
        from zaklon.capacity.queries import measures
        from zaklon.capacity.queries.certificates import TRAINING
        from zaklon.capacity.sentences import SENTENCES
        from zaklon.registers.counting import register_counter
        from zaklon.registers.panels import register_panel
        from zaklon.web.sentences import register_sentences

        register_panel(TRAINING, certificates_panel)
        register_counter("course_completions", measures.course_completions, view="capacity:courses")
        register_counter("courses_published", measures.courses_published, view="capacity:courses")
        register_counter("certificates_issued", measures.certificates_issued)
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
