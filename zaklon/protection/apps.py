"""Django registration."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "zaklon.protection"
    label = "protection"

    def ready(self) -> None:
        """Let the tables follow their case, add to what steps need and do, show the panel, guard what is sent."""
        from zaklon.audit.actions import register_actions
        from zaklon.cases.contacting import register_guard
        from zaklon.cases.event_words import register_event_words
        from zaklon.cases.following import follow
        from zaklon.cases.panels import register_home_panel, register_panel
        from zaklon.protection import conditions  # noqa: F401  it registers itself
        from zaklon.protection.actions import ACTIONS
        from zaklon.protection.commands import effects  # noqa: F401  they register themselves
        from zaklon.protection.event_words import EVENT_WORDS
        from zaklon.protection.models import CaseIncident, ContactPlan, Placement
        from zaklon.protection.panel import protection_panel, replan_panel
        from zaklon.protection.queries.contact import must_be_safe
        from zaklon.protection.sentences import SENTENCES
        from zaklon.web.sentences import register_sentences

        follow(Placement, is_overseen=True)
        for table in (CaseIncident, ContactPlan):
            follow(table, is_overseen=False)
        register_event_words(EVENT_WORDS)
        register_guard(must_be_safe)
        register_panel(protection_panel)
        register_home_panel(replan_panel)
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
