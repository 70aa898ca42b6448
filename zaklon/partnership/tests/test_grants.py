"""Assessing, deciding, contracts, payments and reports of grants."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connections

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.common.errors import NotAllowedNow, NotPermitted, Refusal, RuleBroken
from zaklon.common.money import Money
from zaklon.partnership.commands import assessing, calls, checking, deciding, grants
from zaklon.partnership.kinds import ReportKind
from zaklon.partnership.models import GrantAssessment, GrantInstalment, GrantReport, GrantScores
from zaklon.partnership.queries import measures
from zaklon.partnership.queries.applications import application_page, assessment_page, my_assessments
from zaklon.partnership.queries.calls import by_receipt, call_page, public_results
from zaklon.partnership.queries.grants import calls_of
from zaklon.partnership.tests.factories import AFTER, DAY, EUR, NOW, Call, load_first_country
from zaklon.partnership.values import NewCall, NewCriterion, NewReport, ReportGiven


def refused(call, code, command, *arguments, by=None, at=NOW, kind=NotAllowedNow, **named):
    with pytest.raises(kind, match=code):
        call.does(command, *arguments, by=by, at=at, **named)


def sheets_seen_by(actor):
    with acting_as(actor):
        return GrantScores.objects.count()


def test_neither_assessor_sees_the_other_s_points_before_both_are_in(call):
    application = call.admitted()
    call.give(application, 0, 1)
    first = call.assess(application, 0, 8, 16)
    for actor in (call.assessors[1], call.assessors[2], call.office, call.board):
        assert sheets_seen_by(actor) == 0
    assert sheets_seen_by(call.assessors[0]) == 1
    assert call.row(application).score is None
    call.assess(application, 1, 9, 16)
    assert sheets_seen_by(call.assessors[1]) == 2
    assert sheets_seen_by(call.office) == 2
    assert call.row(application).score == Decimal("83.00")
    reader = call.assessors[0]
    with acting_as(reader):
        page = assessment_page(first, actor=reader, now=NOW, today=NOW.date())
    assert [sheet.points for sheet in page.others] == [(9, 16)]


def test_two_who_are_far_apart_need_a_third_and_stay_hidden_until_then(call):
    application = call.admitted()
    call.give(application, 0, 1)
    call.assess(application, 0, 10, 20)
    call.assess(application, 1, 5, 10)
    row = call.row(application)
    assert (row.needs_third, row.score) == (True, None)
    assert sheets_seen_by(call.office) == 0
    call.give(application, 2)
    call.assess(application, 2, 9, 18)
    assert call.row(application).score == Decimal("80.00")
    assert sheets_seen_by(call.office) == 3


def test_whoever_is_tied_steps_aside_and_another_takes_over(call):
    application = call.admitted()
    call.give(application, 0, 1)
    with acting_as(SYSTEM):
        key = GrantAssessment.objects.get(user_id=call.assessors[0].user_id).pk
    tied = call.assessors[0]
    refused(call, "assessment_declare_first", assessing.score_application, key, [1, 1], "x", by=tied)
    call.does(assessing.declare, key, is_free=False, by=tied)
    refused(call, "assessment_over", assessing.score_application, key, [1, 1], "x", by=tied)
    refused(call, "assessor_has_it", assessing.give_to, application, [call.keys[0]], kind=RuleBroken)
    call.give(application, 2)
    call.assess(application, 1, 8, 16)
    call.assess(application, 2, 8, 16)
    assert call.row(application).score == Decimal("80.00")


def test_an_assessor_gives_points_once_within_bounds_and_only_for_the_own(call):
    application = call.admitted()
    refused(call, "assessors_too_many", assessing.give_to, application, call.keys, kind=RuleBroken)
    call.give(application, 0, 1)
    with acting_as(SYSTEM):
        key = GrantAssessment.objects.get(user_id=call.assessors[0].user_id).pk
    own, other = call.assessors[0], call.assessors[1]
    call.does(assessing.declare, key, is_free=True, by=own)
    for points in ([11, 0], [1], [1, 2, 3], [-1, 0]):
        refused(call, "points_unfit", assessing.score_application, key, points, "x", by=own, kind=RuleBroken)
    refused(call, "without_remark", assessing.score_application, key, [1, 1], " ", by=own, kind=RuleBroken)
    with acting_as(other), pytest.raises(GrantAssessment.DoesNotExist):
        assessing.score_application(key, [1, 1], "x", actor=other, now=NOW)
    call.does(assessing.score_application, key, [1, 1], "Reasons", by=own)
    refused(call, "assessment_over", assessing.score_application, key, [2, 2], "x", by=own)
    with acting_as(own):
        assert [row.is_in for row in my_assessments(actor=own)] == [True]


def test_ranks_follow_scores_and_the_page_costs_the_same_for_more(call, django_assert_max_num_queries):
    low, high = call.assessed((6, 12), applicant="Low"), call.assessed((9, 18), applicant="High")
    call.admitted(applicant="Not assessed")
    with acting_as(call.office), django_assert_max_num_queries(14):
        page = call_page(call.pk, "en", actor=call.office, now=AFTER)
    assert [(row.application_id, row.rank) for row in page.applications[:2]] == [(high, 1), (low, 2)]
    assert page.applications[2].rank is None


def test_a_grant_fits_the_call_the_request_and_what_is_left(call):
    application = call.assessed()
    by = {"by": call.board, "at": AFTER}
    refused(call, "call_runs", deciding.choose, application, Money.of(EUR, 5000), by=call.board, at=NOW)
    for amount in (999, 8001, 0):
        refused(call, "amount_unfit", deciding.choose, application, Money.of(EUR, amount), kind=RuleBroken, **by)
    refused(call, "currencies", deciding.choose, application, Money.of("USD", 5000), kind=RuleBroken, **by)
    call.choose(application, 8000)
    assert call.row(application).granted_minor == 800_000
    refused(call, "step_not_open", deciding.turn_down, application, "Why", **by)


def test_nobody_decides_before_the_scores_below_the_least_or_on_what_they_assessed(call):
    unscored, low = call.admitted(), call.assessed((1, 1))
    by = {"by": call.board, "at": AFTER}
    refused(call, "before_scores", deciding.choose, unscored, Money.of(EUR, 2000), **by)
    refused(call, "before_scores", deciding.turn_down, unscored, "Why", **by)
    refused(call, "under_least", deciding.choose, low, Money.of(EUR, 2000), **by)
    application = call.admitted()
    call.give(application, 0, 2)
    call.assess(application, 0, 8, 16)
    call.assess(application, 2, 8, 16)
    judge = call.assessors[2]
    amount = Money.of(EUR, 2000)
    refused(call, "by_assessor", deciding.choose, application, amount, by=judge, at=AFTER, kind=NotPermitted)
    call.does(deciding.turn_down, low, "Too low", by=call.board, at=AFTER)
    assert call.row(low).status == "not_chosen"


def test_grants_never_pass_the_sum_of_the_call(db):
    load_first_country()
    call = Call(total=10_000)
    first, second = call.assessed(), call.assessed()
    call.choose(first, 8000)
    with pytest.raises(RuleBroken, match="decision_over_sum") as caught:
        call.choose(second, 2001)
    assert caught.value.facts["left"] == 2000
    call.choose(second, 2000)
    call.does(checking.check, first, "withdraw", "By letter of that day", at=AFTER)
    assert call.row(first).granted_minor is None


def test_two_who_decide_at_once_never_give_more_than_the_call_has(committed):
    load_first_country()
    call = Call(total=10_000)
    applications = [call.assessed() for _each in range(4)]
    deciders = [make_actor("board_member") for _each in applications]
    outcomes = at_once(
        [
            lambda one=one, actor=actor: call.does(deciding.choose, one, Money.of(EUR, 4000), by=actor, at=AFTER)
            for one, actor in zip(applications, deciders, strict=True)
        ]
    )
    assert sorted(outcomes) == ["decision_over_sum", "decision_over_sum", "done", "done"]
    assert sum(call.row(each).granted_minor or 0 for each in applications) == 800_000


def test_two_assessors_who_send_at_once_give_one_score(committed):
    load_first_country()
    call = Call()
    application = call.admitted()
    call.give(application, 0, 1)
    with acting_as(SYSTEM):
        rows = {row.user_id: row.pk for row in GrantAssessment.objects.filter(application_id=application)}
    pair = call.assessors[:2]
    for actor in pair:
        call.does(assessing.declare, rows[actor.user_id], is_free=True, by=actor)
    outcomes = at_once(
        [
            lambda actor=actor: call.does(
                assessing.score_application, rows[actor.user_id], [8, 16], "Reasons", by=actor
            )
            for actor in pair
        ]
    )
    assert outcomes == ["done", "done"]
    assert call.row(application).score == Decimal("80.00")


def at_once(deeds):
    """Each deed on a connection of its own, all at the same moment; gives `done` or the code of the refusal."""
    gate, shared, outcomes, lock = threading.Barrier(len(deeds)), connections["default"], [], threading.Lock()

    def run(deed):
        connections["default"] = own = shared.copy()
        try:
            gate.wait(timeout=30)
            deed()
            outcome = "done"
        except Refusal as refusal:
            outcome = refusal.code
        finally:
            own.close()
        with lock:
            outcomes.append(outcome)

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return sorted(outcomes)


def test_results_are_announced_when_everything_is_decided_and_only_then_told(call):
    receipt, waiting = call.applies(applicant="Waits")
    chosen = call.assessed(applicant="Chosen")
    refused(call, "call_still_runs", calls.move_call, call.pk, "announce")
    call.choose(chosen, 5000)
    refused(call, "call_undecided", calls.move_call, call.pk, "announce", at=AFTER)
    call.does(checking.check, waiting, "refuse", "Too late in the register")
    assert public_results(call.pk) == ()
    assert calls_of(2026, is_public=True) == ()
    call.does(calls.move_call, call.pk, "announce", at=AFTER)
    assert [(row.applicant, row.granted) for row in public_results(call.pk)] == [("Chosen", Money.of(EUR, 5000))]
    assert by_receipt(receipt.code, AFTER.date()).status == "refused"
    (public,) = calls_of(2026, is_public=True)
    assert [each.applicant for each in public.applications] == ["Chosen"]
    (inside,) = calls_of(2026, is_public=False)
    assert len(inside.applications) == 2
    refused(call, "call_grants_run", calls.move_call, call.pk, "close_call", at=AFTER)
    assert measures.calls_for_ngos(date(2026, 1, 1), date(2026, 12, 31)) == 1


def test_a_decision_is_not_told_to_the_applicant_before_the_results(call):
    receipt, key = call.applies()
    call.does(checking.check, key, "admit", "")
    call.give(key, 0, 1)
    call.assess(key, 0, 8, 16)
    call.assess(key, 1, 8, 16)
    call.choose(key, 5000)
    assert by_receipt(receipt.code, AFTER.date()).status == "admitted"
    call.does(calls.move_call, call.pk, "announce", at=AFTER)
    assert by_receipt(receipt.code, AFTER.date()).status == "chosen"


def test_instalments_add_up_to_the_grant_and_are_paid_on_a_day(call):
    _application, contract = call.contracted(6000)
    day = AFTER.date()
    at = {"at": AFTER}
    first = call.does(grants.plan_instalment, contract, Money.of(EUR, 4000), day, **at)
    over = Money.of(EUR, 2001)
    refused(call, "over_grant", grants.plan_instalment, contract, over, day, kind=RuleBroken, **at)
    call.does(grants.plan_instalment, contract, Money.of(EUR, 2000), day + 90 * DAY, **at)
    before = day - DAY
    refused(call, "before_contract", grants.pay, first, before, kind=RuleBroken, **at)
    call.does(grants.pay, first, day, **at)
    refused(call, "instalment_paid", grants.pay, first, day, **at)
    assert measures.grants_paid(day, day) == (Money.of(EUR, 4000),)
    assert measures.grants_paid(date(2026, 1, 1), before) == ()


def test_a_grant_is_finished_with_the_final_report_once_all_is_paid(call):
    application, contract = call.contracted(6000)
    day, at = AFTER.date(), {"at": AFTER}
    part = call.does(grants.plan_instalment, contract, Money.of(EUR, 6000), day, **at)
    report = call.does(grants.expect_report, contract, NewReport(ReportKind.FINAL, day), **at)
    refused(call, "final_twice", grants.expect_report, contract, NewReport(ReportKind.FINAL, day), **at)
    given = ReportGiven(day, Money.of(EUR, 6000), 40, "Invented results")
    too_much = ReportGiven(day, Money.of(EUR, 6001), 40, "Invented results")
    refused(call, "spent_too_much", grants.receive_report, report, too_much, kind=RuleBroken, **at)
    refused(call, "step_not_open", grants.judge_report, report, "accept", "", **at)
    call.does(grants.receive_report, report, given, **at)
    call.does(grants.judge_report, report, "send_back", "Name the sum", **at)
    call.does(grants.receive_report, report, given, **at)
    refused(call, "final_unpaid", grants.judge_report, report, "accept", "", **at)
    call.does(grants.pay, part, day, **at)
    call.does(grants.judge_report, report, "accept", "", **at)
    assert call.row(application).status == "finished"
    refused(call, "contract_over", grants.plan_instalment, contract, Money.of(EUR, 1), day, **at)
    with acting_as(call.office):
        page = application_page(application, actor=call.office, now=AFTER, today=day)
    assert page.contract.paid == 600_000
    call.does(calls.move_call, call.pk, "announce", at=AFTER)
    call.does(calls.move_call, call.pk, "close_call", at=AFTER)


def test_a_draft_is_published_with_whole_weights_and_an_end_to_come(db):
    load_first_country()
    call = Call(is_published=False)
    over = NewCriterion("More", 1, 5)
    refused(call, "over_hundred", calls.add_criterion, call.pk, over, kind=RuleBroken)
    call.does(calls.drop_criteria, call.pk)
    refused(call, "not_hundred", calls.move_call, call.pk, "publish")
    call.does(calls.add_criterion, call.pk, NewCriterion("All", 100, 5))
    refused(call, "over_before", calls.move_call, call.pk, "publish", at=AFTER)
    call.does(calls.move_call, call.pk, "publish")
    refused(call, "not_draft", calls.add_criterion, call.pk, over)
    refused(call, "permission", calls.move_call, call.pk, "call_off", by=call.board, kind=NotPermitted)


def test_amounts_and_moments_of_a_call_must_fit(call):
    good = {
        "year": 2026, "title": "Invented", "priority": "Invented", "reference": "", "total": Money.of(EUR, 100),
        "least": Money.of(EUR, 10), "most": Money.of(EUR, 50), "least_percent": 0, "opens_at": NOW, "closes_at": AFTER,
    }  # fmt: skip
    for changed, code in (
        ({"most": Money.of(EUR, 101)}, "call_amounts_unfit"),
        ({"least": Money.of(EUR, 51)}, "call_amounts_unfit"),
        ({"least": Money.of("USD", 10)}, "call_mixes_currencies"),
        ({"closes_at": NOW}, "call_closes_before_opening"),
        ({"least_percent": 101}, "call_percent_unfit"),
        ({"title": ""}, "call_without_title"),
    ):
        refused(call, code, calls.draft_call, NewCall(**(good | changed)), kind=RuleBroken)


def test_contracts_and_payments_are_for_who_keeps_grants(call):
    stranger = make_actor("reporter")
    with acting_as(stranger):
        assert not GrantInstalment.objects.exists()
        assert not GrantReport.objects.exists()
    application = call.assessed()
    with acting_as(stranger), pytest.raises(NotPermitted):
        deciding.choose(application, Money.of(EUR, 1000), actor=stranger, now=AFTER)
