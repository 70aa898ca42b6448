"""Django registration."""

from django.apps import AppConfig


class PathwayConfig(AppConfig):
    name = "zaklon.pathway"
    label = "pathway"

    def ready(self) -> None:
        """Let the tables follow their case; give the shell its sentences and the trail its names."""
        from zaklon.audit.actions import register_actions
        from zaklon.cases.following import follow
        from zaklon.cases.panels import register_home_panel, register_panel
        from zaklon.pathway.actions import ACTIONS
        from zaklon.pathway.models import Deadline, DeadlineChange, Move, Standing
        from zaklon.pathway.panel import deadlines_panel, due_panel, ways_panel
        from zaklon.pathway.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        for table in (Standing, Move, Deadline):
            follow(table, is_overseen=True)
        follow(DeadlineChange, is_overseen=False)
        register_panel(deadlines_panel)
        register_panel(ways_panel)
        register_home_panel(due_panel)
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
