"""Django registration."""

from importlib import import_module

from django.apps import AppConfig


class IdentificationConfig(AppConfig):
    name = "zaklon.identification"
    label = "identification"

    def ready(self) -> None:
        """Register what packs ask of the Team, the sentences, the names of the trail; let tables follow their case."""
        from zaklon.audit.actions import register_actions
        from zaklon.cases.following import follow
        from zaklon.cases.panels import register_home_panel
        from zaklon.identification import models
        from zaklon.identification.actions import ACTIONS
        from zaklon.identification.panel import uncalled_panel
        from zaklon.identification.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        for table in (models.AgendaItem, models.Declaration, models.Opinion, models.Vote, models.TeamDecision):
            follow(table, is_overseen=False)
        register_home_panel(uncalled_panel)
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
        # Reading them tells the pathway which conditions and effects a pack may ask of the Team.
        for name in ("calling", "deciding"):
            import_module(f"zaklon.identification.commands.{name}")
