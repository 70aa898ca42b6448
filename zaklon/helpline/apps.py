"""Django registration."""

from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "zaklon.helpline"
    label = "helpline"

    def ready(self) -> None:
        """Let referrals follow their case, count measures, give the shell its sentences and the trail its names."""
        from zaklon.audit.actions import register_actions
        from zaklon.cases.following import follow
        from zaklon.helpline.actions import ACTIONS
        from zaklon.helpline.models import CaseReferral
        from zaklon.helpline.queries import measures
        from zaklon.helpline.sentences import SENTENCES
        from zaklon.registers.counting import between, register_counter
        from zaklon.web.sentences import register_sentences

        follow(CaseReferral, is_overseen=False)
        register_counter("calls_received", between(measures.calls_received), view="helpline:reports")
        register_counter("daily_call_reports", between(measures.daily_reports_made), view="helpline:reports")
        register_sentences(SENTENCES)
        register_actions(ACTIONS)
