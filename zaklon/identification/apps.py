"""Django registration."""

from importlib import import_module

from django.apps import AppConfig


class IdentificationConfig(AppConfig):
    name = "zaklon.identification"
    label = "identification"

    def ready(self) -> None:
        """Register what packs ask of the Team, the sentences, the names of the trail; let tables follow their case."""
        from zaklon.audit.actions import register_actions
        from zaklon.cases.beginnings import register_teller
        from zaklon.cases.following import follow
        from zaklon.cases.panels import register_home_panel, register_panel
        from zaklon.identification import models
        from zaklon.identification.actions import ACTIONS
        from zaklon.identification.panel import screening_panel, uncalled_panel
        from zaklon.identification.sentences import SENTENCES
        from zaklon.identification.telling import lists_say, session_says
        from zaklon.web.sentences import register_sentences

        for table in (models.AgendaItem, models.Declaration, models.Opinion, models.Vote, models.TeamDecision):
            follow(table, is_overseen=False)
        register_panel(screening_panel)
        for teller in (lists_say, session_says):
            register_teller(teller)
        register_home_panel(uncalled_panel)
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
        # Reading them tells the pathway which conditions and effects a pack may ask of the Team.
        for name in ("calling", "deciding"):
            import_module(f"zaklon.identification.commands.{name}")
