"""Sessions and votes of the Coordination Body."""

from datetime import date

import pytest
from django.apps import apps

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor, make_body
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.documents.values import Upload
from zaklon.partnership.commands import members, sessions, voting
from zaklon.partnership.kinds import Manner, Outcome, SessionStatus, Standing
from zaklon.partnership.models import BoardItem, BoardMember, BoardSession, BoardVote
from zaklon.partnership.queries.members import members as members_of
from zaklon.partnership.queries.sessions import open_votes, session_page
from zaklon.partnership.tests.factories import DAY, HOUR, NOW, START, address_of
from zaklon.partnership.values import NewItem, NewMandate, NewObserver, NewSession

Message = apps.get_model("notify", "Message")


def item_of(key):
    with acting_as(SYSTEM):
        return BoardItem.objects.get(pk=key)


def refused(board, code, command, *arguments, by=None, at=NOW, kind=NotAllowedNow, **named):
    with pytest.raises(kind, match=code):
        board.does(command, *arguments, by=by, at=at, **named)


def test_members_vote_and_the_item_is_adopted(board):
    session, item = board.meets(board.members)
    for actor, choice in zip(board.members, ("for", "for", "for", "against"), strict=True):
        board.vote(actor, item, choice)
    assert board.does(voting.decide_item, item) is Outcome.ADOPTED
    found = item_of(item)
    assert (found.votes_for, found.votes_against, found.votes_abstained) == (3, 1, 0)
    board.does(sessions.move_session, session, "close_session")
    with acting_as(SYSTEM):
        row = BoardSession.objects.get(pk=session)
    assert (row.status, row.seats, row.took_part) == (SessionStatus.CLOSED, 4, 4)


def test_without_quorum_nothing_is_decided_and_the_refusal_counts(board):
    _session, item = board.meets(board.members[:2])
    for actor in board.members[:2]:
        board.vote(actor, item)
    with acting_as(board.office), pytest.raises(NotAllowedNow, match="board_no_quorum") as caught:
        voting.decide_item(item, actor=board.office, now=NOW)
    assert caught.value.facts == {"there": 2, "needed": 3}
    assert item_of(item).outcome == Outcome.WAITING


def test_a_deputy_votes_only_when_the_member_is_absent(board):
    member, deputy = board.members[0], board.deputy
    _session, item = board.meets([*board.members, deputy])
    refused(board, "board_member_is_there", voting.vote, item, "for", by=deputy)
    session, item = board.meets([deputy, *board.members[1:]])
    board.vote(deputy, item, "against")
    refused(board, "board_not_on_list", voting.vote, item, "for", by=member)
    with acting_as(SYSTEM):
        assert BoardVote.objects.get(item_id=item).seat_id == member.body_id
    refused(board, "board_present_has_voted", sessions.set_present, session, [board.key(member)])


def test_a_seat_votes_once_and_never_changes_it(board):
    _session, item = board.meets(board.members)
    board.vote(board.members[0], item, "for")
    refused(board, "board_voted_already", voting.vote, item, "against", by=board.members[0])
    refused(board, "board_vote_unknown", voting.vote, item, "maybe", by=board.members[1], kind=RuleBroken)


def test_whose_mandate_ended_cannot_vote(board):
    member = board.members[1]
    _session, item = board.meets(board.members)
    board.does(members.end_mandate, board.key(member), (NOW - DAY).date())
    refused(board, "board_no_mandate", voting.vote, item, "for", by=member)
    refused(board, "board_mandate_ended", members.end_mandate, board.key(member), NOW.date())


def test_an_observer_and_the_office_do_not_vote(board):
    new = NewObserver("Invented Observer", "Invented delegation", START)
    key = board.does(members.invite_observer, new)
    session, item = board.meets(board.members)
    board.does(sessions.set_present, session, [*(board.key(each) for each in board.members), key])
    refused(board, "permission_missing", voting.vote, item, "for", by=board.office, kind=NotPermitted)
    with acting_as(board.office):
        page = session_page(session, "en", actor=board.office, now=NOW)
    assert page.there == 4
    assert "Invented Observer, Invented delegation (Observer)" in [row.line for row in page.present]


def test_an_electronic_session_is_ruled_by_its_clock(board):
    session, item = board.votes_online()
    refused(board, "board_not_begun", voting.vote, item, "for", by=board.members[0])
    refused(board, "board_not_begun", sessions.move_session, session, "open_session")
    during, after = NOW + 2 * HOUR, NOW + DAY
    for actor in board.members[:3]:
        board.vote(actor, item, at=during)
    refused(
        board, "board_agenda_stands", sessions.put_on_agenda, session, NewItem("Late", "", is_voted=False), at=during
    )
    refused(board, "board_decided_by_clock", voting.decide_item, item, at=during)
    refused(board, "board_votes_run", sessions.move_session, session, "close_session", at=after - HOUR)
    refused(board, "board_votes_closed", voting.vote, item, "for", by=board.members[3], at=after)
    board.does(sessions.move_session, session, "close_session", at=after)
    assert item_of(item).outcome == Outcome.ADOPTED
    refused(board, "board_session_over", voting.vote, item, "for", by=board.members[3], at=after)


def test_an_electronic_session_without_enough_votes_ends_without_a_decision(board):
    session, item = board.votes_online()
    board.vote(board.members[0], item, at=NOW + 2 * HOUR)
    board.does(sessions.move_session, session, "close_session", at=NOW + DAY)
    assert item_of(item).outcome == Outcome.NO_QUORUM
    with acting_as(board.office):
        page = session_page(session, "en", actor=board.office, now=NOW + DAY)
    assert (page.there, page.needed) == (1, 3)


def test_an_electronic_session_that_nobody_opened_can_be_closed_after_its_end(board):
    session, _item = board.votes_online()
    with acting_as(board.office):
        assert session_page(session, "en", actor=board.office, now=NOW + 2 * DAY).verbs == ("close_session",)
    board.does(sessions.move_session, session, "close_session", at=NOW + 2 * DAY)
    with acting_as(SYSTEM):
        assert BoardSession.objects.get(pk=session).took_part == 0


def test_what_was_not_voted_on_is_postponed_and_information_is_noted(board):
    session, item = board.meets(board.members)
    noted = board.does(sessions.put_on_agenda, session, NewItem("Report", "", is_voted=False))
    refused(board, "board_nobody_voted", voting.decide_item, item)
    refused(board, "board_nothing_to_vote", voting.vote, noted, "for", by=board.members[0])
    board.does(sessions.move_session, session, "close_session")
    assert (item_of(item).outcome, item_of(noted).outcome) == (Outcome.POSTPONED, Outcome.NOTED)
    refused(board, "board_session_over", sessions.put_on_agenda, session, NewItem("More", "", is_voted=False))


def test_while_votes_are_taken_nobody_sees_what_others_chose(board):
    session, item = board.meets(board.members)
    board.vote(board.members[0], item, "against")
    reader = board.members[1]
    with acting_as(reader):
        row = session_page(session, "en", actor=reader, now=NOW).items[0]
        assert [vote.choice for vote in row.votes] == [None]
        assert row.count is None
        assert [vote.item_id for vote in open_votes(actor=reader, now=NOW)] == [item]
    board.vote(board.members[1], item, "for")
    board.vote(board.members[2], item, "for")
    board.vote(board.members[3], item, "for")
    board.does(voting.decide_item, item)
    with acting_as(reader):
        row = session_page(session, "en", actor=reader, now=NOW).items[0]
        assert {vote.choice for vote in row.votes} == {"for", "against"}
        assert open_votes(actor=reader, now=NOW) == ()


def test_a_mandate_needs_the_post_a_free_seat_and_days_that_run_forwards(board):
    stranger, second = make_actor("reporter"), make_actor("board_member")
    seated = board.members[0]
    cases = (
        (NewMandate(address_of(stranger), stranger.body_id, Standing.MEMBER, START), "board_not_in_post"),
        (NewMandate(address_of(seated), seated.body_id, Standing.DEPUTY, START), "board_mandate_runs"),
        (NewMandate(address_of(second), second.body_id, Standing.MEMBER, START, date(2019, 1, 1)), "backwards"),
    )
    for new, code in cases:
        refused(board, code, members.seat, new, kind=(RuleBroken, NotAllowedNow))
    other = make_actor("board_member")
    with acting_as(SYSTEM):
        from zaklon.access.models import Body, Post

        body = Body.objects.get(pk=seated.body_id)
        Post.objects.filter(user_id=other.user_id).update(body=body)
    new = NewMandate(address_of(other), body.pk, Standing.MEMBER, START)
    refused(board, "board_seat_taken", members.seat, new)


def test_a_session_is_called_with_a_fitting_end_and_everybody_is_told(board):
    backwards = NewSession(Manner.ELECTRONIC, NOW + DAY, NOW + HOUR)
    refused(board, "board_closes_before_opening", sessions.call_session, backwards, kind=RuleBroken)
    past = NewSession(Manner.ELECTRONIC, NOW - DAY, NOW - HOUR)
    refused(board, "board_closes_in_past", sessions.call_session, past, kind=RuleBroken)
    refused(board, "permission_missing", sessions.call_session, past, by=board.members[0], kind=NotPermitted)
    board.votes_online()
    with acting_as(SYSTEM):
        told = set(Message.objects.filter(path="/board/").values_list("user_id", flat=True))
    assert told == {actor.user_id for actor in (*board.members, board.deputy)}


def test_papers_lie_with_an_item_for_who_reads_the_body(board):
    session, item = board.meets(board.members)
    upload = Upload("paper.txt", b"Invented paper")
    board.does(sessions.attach_paper, item, upload)
    with acting_as(board.members[0]):
        page = session_page(session, "en", actor=board.members[0], now=NOW)
    assert [paper.name for paper in page.items[0].papers] == ["paper.txt"]
    refused(board, "permission_missing", sessions.attach_paper, item, upload, by=board.members[0], kind=NotPermitted)


def test_minutes_are_adopted_once_after_the_session_and_then_stand(board):
    session, item = board.meets(board.members)
    refused(board, "board_minutes_too_early", sessions.adopt_minutes, session, NOW.date())
    board.does(sessions.write_record, item, "Invented words of the discussion")
    board.does(sessions.move_session, session, "close_session")
    early = (NOW - DAY).date()
    refused(board, "board_minutes_before_end", sessions.adopt_minutes, session, early, kind=RuleBroken)
    ahead = (NOW + DAY).date()
    refused(board, "partnership_day_in_future", sessions.adopt_minutes, session, ahead, kind=RuleBroken)
    board.does(sessions.adopt_minutes, session, NOW.date())
    refused(board, "board_minutes_adopted", sessions.adopt_minutes, session, NOW.date())
    refused(board, "board_minutes_adopted", sessions.write_record, item, "Other words")


def test_a_session_that_was_called_off_takes_nobody_back(board):
    session = board.does(sessions.call_session, NewSession(Manner.IN_PERSON, NOW + DAY))
    item = board.does(sessions.put_on_agenda, session, NewItem("Invented", "Words", is_voted=True))
    board.does(sessions.move_session, session, "call_off")
    assert item_of(item).outcome == Outcome.POSTPONED
    refused(board, "board_session_over", sessions.set_present, session, [])
    refused(board, "step_not_open", sessions.move_session, session, "open_session")


def test_another_body_sees_nothing_of_the_body_s_sessions(board):
    session, item = board.meets(board.members)
    stranger = make_actor("reporter")
    with acting_as(stranger):
        for table in (BoardSession, BoardItem, BoardMember, BoardVote):
            assert not table.objects.exists()
        with pytest.raises(NotPermitted):
            session_page(session, "en", actor=stranger, now=NOW)
        with pytest.raises(NotPermitted):
            voting.vote(item, "for", actor=stranger, now=NOW)


def test_the_list_of_members_says_who_sits_where(board):
    with acting_as(board.office):
        rows = members_of("en", actor=board.office)
    assert len(rows) == 5
    first = [row.standing for row in rows if row.seat == board.members[0].body_id]
    assert first == [Standing.MEMBER, Standing.DEPUTY]
    assert rows[0].runs_on(NOW.date())


def test_somebody_without_a_mandate_on_that_day_is_not_put_on_the_list(board):
    later = make_actor("board_member", body=make_body())
    board.seat(later, Standing.MEMBER, starts=(NOW + 100 * DAY).date())
    session, _item = board.meets(board.members)
    refused(board, "board_present_without_mandate", sessions.set_present, session, [board.key(later)], kind=RuleBroken)
