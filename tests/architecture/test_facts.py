"""Every table of the files is counted in coded facts, or says why it is not."""

from importlib import import_module

import pytest
from django.apps import apps

CONTEXTS = ("cases", "pathway", "identification", "protection", "signal", "helpline")
CASES, PATHWAY = "zaklon.cases.queries.counted", "zaklon.pathway.queries.facts"
SIGNAL = "zaklon.signal.queries.facts"
HELPLINE = "zaklon.helpline.queries.facts"
TEAM, PROTECTION = "zaklon.identification.queries.facts", "zaklon.protection.queries.facts"
COUNTED = {
    "cases.Case": (CASES, "case_facts"),
    "cases.Person": (CASES, "person_facts"),
    "cases.Consent": (CASES, "consent_facts"),
    "cases.Opening": (CASES, "opening_facts"),
    "cases.Flag": (CASES, "flag_facts"),
    "cases.BreakGlass": (CASES, "glass_facts"),
    "cases.SheetFacts": (CASES, "sheet_facts"),
    "pathway.Move": (PATHWAY, "move_facts"),
    "pathway.Standing": (PATHWAY, "standing_facts"),
    "pathway.Deadline": (PATHWAY, "deadline_facts"),
    "pathway.DeadlineChange": (PATHWAY, "deadline_facts"),
    "identification.TeamDecision": (TEAM, "decision_facts"),
    "identification.TeamSession": (TEAM, "session_facts"),
    "identification.Attendance": (TEAM, "session_facts"),
    "identification.TeamMember": (TEAM, "member_facts"),
    "protection.Placement": (PROTECTION, "stay_facts"),
    "protection.Incident": (PROTECTION, "incident_facts"),
    "protection.ContactPlan": (PROTECTION, "persons_with_limits"),
    "signal.Report": (SIGNAL, "report_facts"),
    "signal.Likeness": (SIGNAL, "likeness_facts"),
    "helpline.DayReport": (HELPLINE, "day_facts"),
    "helpline.DayCount": (HELPLINE, "call_facts"),
    "helpline.HandOver": (HELPLINE, "hand_over_facts"),
    "helpline.CaseReferral": (HELPLINE, "referral_facts"),
    "helpline.SafetyPlan": (HELPLINE, "plan_facts"),
}
HOLDS_THE_WALLS = "it holds or keeps the walls, and the officer's registers tell of it"
IS_SEALED = "its content is sealed; what may be counted of it stands in SheetFacts"
OF_A_DECISION = "the decision counts, with its votes as numbers"
OF_A_PROVIDER = "the directory shows it whole to everybody inside"
NOT_COUNTED = {
    **dict.fromkeys(
        [
            "cases.AccessKey", "cases.Assignment", "cases.Conflict", "cases.Listing", "cases.Alert", "cases.Reveal",
            "cases.Export", "cases.RightsRequest", "cases.CopyDecision", "cases.Hold", "cases.Extension",
            "cases.Erasure", "cases.Merge", "cases.Moved", "cases.Link", "cases.Track", "cases.Event", "cases.Task",
        ],
        HOLDS_THE_WALLS,
    ),
    **dict.fromkeys(
        ["cases.Record", "cases.SealedFile", "cases.DataKey", "cases.Token", "cases.TokenUse", "cases.NameVariant"],
        IS_SEALED,
    ),
    **dict.fromkeys(
        ["identification.AgendaItem", "identification.Declaration", "identification.Opinion", "identification.Vote"],
        OF_A_DECISION,
    ),
    "helpline.Call": "it is counted in the reports of its day, so that nothing reads a million calls",
    "helpline.CallChange": "a correction shows as a revision of its day",
    "helpline.Words": IS_SEALED,
    "helpline.ShiftNote": IS_SEALED,
    "helpline.Analysis": "the measure analyses_made counts it",
    "identification.OnCallShift": "who is on call is a duty of the day, not a figure",
    "protection.CaseIncident": "the incident counts, without the case that it is about",
    **dict.fromkeys(
        [f"protection.{name}" for name in ("Provider", "Licence", "Capacity", "Suspension", "Rate")],
        OF_A_PROVIDER,
    ),
}  # fmt: skip


def test_every_table_is_counted_or_says_why_not():
    tables = {model._meta.label for name in CONTEXTS for model in apps.get_app_config(name).get_models()}
    assert tables == set(COUNTED) | set(NOT_COUNTED)
    assert not set(COUNTED) & set(NOT_COUNTED)


@pytest.mark.parametrize(("module", "query"), sorted(set(COUNTED.values())))
def test_every_query_of_facts_is_there_and_says_what_it_gives(module, query):
    assert (getattr(import_module(module), query).__doc__ or "").strip()
