"""Keys of programs: made for one post, kept as a digest, ended at once; and what a request with one meets."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.commands import people
from zaklon.access.commands.programs import MOST_KEYS, NewKey, begin, latest_day, make_key, revoke_key
from zaklon.access.commands.sessions import end_sessions
from zaklon.access.models import Post, ProgramKey
from zaklon.access.permissions import OPEN_TO_PROGRAMS, Permission
from zaklon.access.queries.programs import my_keys, posts_for_keys
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role, permissions_of
from zaklon.access.tests.browsing import mount_pages, trail_of
from zaklon.access.tests.factories import make_actor
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db
PURPOSE = "Invented: the register of our own office"


def now():
    return datetime.now(tz=UTC)


def post_of(actor):
    with acting_as(SYSTEM):
        return Post.objects.get(user_id=actor.user_id)


def key_for(actor, *, at=None, **changes):
    at = at or now()
    chosen = permissions_of(actor.roles) & OPEN_TO_PROGRAMS
    said = {"purpose": PURPOSE, "post_id": post_of(actor).pk, "permissions": chosen, "last_day": latest_day(at.date())}
    with acting_as(actor):
        return make_key(NewKey(**{**said, **changes}), actor=actor, now=at)


def begun(secret, at=None):
    with acting_as(SIGN_IN):
        return begin(secret, now=at or now())


def test_a_key_acts_as_its_maker_for_one_post_with_a_part_of_its_permissions():
    actor = make_actor(Role.CASE_MANAGER)
    made = key_for(actor, permissions=frozenset({Permission.CASE_WORK}))
    program = begun(made.secret)
    assert (program.actor.user_id, program.actor.body_id) == (actor.user_id, actor.body_id)
    assert program.actor.roles == {Role.CASE_MANAGER}
    assert program.actor.permissions == {Permission.CASE_WORK}
    assert not program.may_write


def test_only_a_digest_of_the_secret_is_kept():
    actor = make_actor(Role.CASE_MANAGER)
    made = key_for(actor)
    with acting_as(SYSTEM):
        row = ProgramKey.objects.get(pk=made.key_id)
    assert made.secret not in str(vars(row))
    assert len(row.digest) == 64
    assert trail_of(made.key_id) == ["program.key_made"]


def test_a_key_that_is_not_known_lets_nobody_in():
    assert begun("zaklon_" + "x" * 43) is None


def test_a_key_is_refused_once_it_has_ended_and_that_stays_on_the_trail():
    actor = make_actor(Role.CASE_MANAGER)
    made = key_for(actor)
    with acting_as(actor):
        revoke_key(made.key_id, actor=actor, now=now())
    assert begun(made.secret) is None
    assert trail_of(made.key_id) == ["program.key_made", "program.key_revoked", "program.refused"]
    with acting_as(actor), pytest.raises(NotAllowedNow, match="program_key_has_ended"):
        revoke_key(made.key_id, actor=actor, now=now())


def test_a_key_is_refused_after_its_last_day():
    actor = make_actor(Role.CASE_MANAGER)
    made = key_for(actor, last_day=timezone.localdate() + timedelta(days=1))
    assert begun(made.secret, now() + timedelta(days=1)) is not None
    assert begun(made.secret, now() + timedelta(days=2)) is None


def test_a_key_is_worth_nothing_without_the_post():
    actor = make_actor(Role.CASE_MANAGER)
    made = key_for(actor)
    with acting_as(SYSTEM):
        Post.objects.filter(user_id=actor.user_id).update(end_date=timezone.localdate())
    assert begun(made.secret) is None


def test_a_key_makes_nobody_act_for_a_post_of_somebody_else():
    actor, other = make_actor(Role.CASE_MANAGER), make_actor(Role.CASE_MANAGER)
    made = key_for(actor)
    with acting_as(SYSTEM):
        ProgramKey.objects.filter(pk=made.key_id).update(post=post_of(other))
    assert begun(made.secret) is None


def test_leaving_and_signing_out_everywhere_end_every_key():
    keeper = make_actor(Role.ADMINISTRATOR)
    gone, lost = make_actor(Role.CASE_MANAGER), make_actor(Role.CASE_MANAGER)
    keys = [key_for(each) for each in (gone, lost)]
    with acting_as(keeper):
        people.leave(gone.user_id, actor=keeper, now=now())
    with acting_as(lost):
        end_sessions(lost.user_id, actor=lost, now=now())
    assert [begun(each.secret) for each in keys] == [None, None]


def test_a_program_that_begins_its_work_again_stands_on_the_trail_anew():
    made, start = key_for(make_actor(Role.CASE_MANAGER)), now()
    for minutes in (0, 5, 29, 75):
        assert begun(made.secret, start + timedelta(minutes=minutes))
    assert trail_of(made.key_id).count("program.began") == 2


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC], ids=str)
def test_a_key_is_made_by_who_may_and_never_holds_more_than_the_post(role):
    actor = make_actor(role)
    if not actor.may(Permission.PROGRAM_ALLOW):
        with acting_as(actor), pytest.raises(NotPermitted):
            make_key(
                NewKey(PURPOSE, post_of(actor).pk, frozenset({Permission.PLAN_READ}), timezone.localdate(now())),
                actor=actor,
                now=now(),
            )
        return
    assert begun(key_for(actor).secret).actor.permissions == actor.permissions & OPEN_TO_PROGRAMS
    for beyond in [each for each in Permission if each not in actor.permissions & OPEN_TO_PROGRAMS]:
        with pytest.raises(RuleBroken, match="program_may_too_much"):
            key_for(actor, permissions=frozenset({beyond}))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": "  short  "}, "program_purpose_short"),
        ({"permissions": frozenset()}, "program_may_nothing"),
        ({"last_day": latest_day(timezone.localdate(now())) + timedelta(days=2)}, "program_key_ends_wrong"),
        ({"last_day": timezone.localdate(now()) - timedelta(days=1)}, "program_key_ends_wrong"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_what_to_change(changes, code):
    with pytest.raises(RuleBroken, match=code):
        key_for(make_actor(Role.CASE_MANAGER), **changes)


def test_nobody_makes_a_key_for_a_post_of_another_or_ends_a_key_of_another():
    actor, other = make_actor(Role.CASE_MANAGER), make_actor(Role.CASE_MANAGER)
    with pytest.raises(RuleBroken, match="program_post_unfit"):
        key_for(actor, post_id=post_of(other).pk)
    theirs = key_for(other)
    with acting_as(actor), pytest.raises(ProgramKey.DoesNotExist):
        revoke_key(theirs.key_id, actor=actor, now=now())
    with acting_as(actor):
        assert my_keys(actor=actor, now=now()) == ()


def test_nobody_has_more_keys_in_use_than_can_be_overseen():
    actor = make_actor(Role.CASE_MANAGER)
    for _each in range(MOST_KEYS):
        key_for(actor)
    with pytest.raises(NotAllowedNow, match="program_keys_too_many"):
        key_for(actor)


def test_only_posts_of_the_body_that_is_acted_for_are_offered():
    actor = make_actor(Role.CASE_MANAGER)
    with acting_as(SYSTEM):
        Post.objects.create(
            user_id=actor.user_id, body_id=actor.body_id, role=Role.INTERPRETER, start_date=timezone.localdate(now())
        )
    with acting_as(actor):
        offered = posts_for_keys(actor=actor, today=timezone.localdate())
    assert [each.role for each in offered] == [Role.CASE_MANAGER]


def test_the_page_shows_the_secret_once_and_never_again(settings):
    from zaklon.access.tests.browsing import give_second_factor, sign_in

    mount_pages(settings)
    actor = make_actor(Role.CASE_MANAGER)
    with acting_as(SYSTEM):
        from allauth.account.models import EmailAddress

        user = Post.objects.select_related("user").get(user_id=actor.user_id).user
    with acting_as(SIGN_IN):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    give_second_factor(user)
    client = Client()
    sign_in(client, user)
    last = latest_day(timezone.localdate())
    said = {"purpose": PURPOSE, "post": str(post_of(actor).pk), "permissions": ["case.work"], "writing": "yes"}
    said |= {"last_day-day": last.day, "last_day-month": last.month, "last_day-year": last.year}
    page = client.post("/me/programs/make/", said).content.decode()
    secret = page.split('id="secret">')[1].split("<")[0]
    assert begun(secret).may_write
    again = client.get("/me/programs/").content.decode()
    assert PURPOSE in again
    assert secret not in again
    client.post("/me/programs/{}/end/".format(again.split("/me/programs/")[-1].split("/end/")[0]))
    assert begun(secret) is None
