"""A file that comes again, and a newer one: nothing changes, or exactly what it changes."""

from dataclasses import replace
from functools import cache
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from zaklon.plan.importing import fingerprint, read_plan
from zaklon.plan.rules.changes import activities_of, changes_between
from zaklon.plan.rules.matching import following
from zaklon.plan.settling.becoming import plan_values
from zaklon.plan.settling.drafting import draft_of
from zaklon.plan.settling.faults import Frame, KnownStrategy
from zaklon.plan.settling.questions import AS_READ
from zaklon.plan.settling.settling import settle
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_plans import make_plan, render

DIRECTORY = made_words.directory()
STRATEGY = KnownStrategy("RIVERS", "Safe rivers", 2024, 2028, dict.fromkeys(range(1, 9), ""))
FRAME = Frame({"RIVERS": STRATEGY}, frozenset(DIRECTORY.records))
plans = st.builds(make_plan, st.integers(1, 9), seed=st.integers(1, 40), language=st.sampled_from(["en", "cnr", "sq"]))
forms = st.sampled_from(["docx", "xlsx", "txt"])


def as_values(plan, form="txt"):
    """The plan that becomes of the file."""
    read = read_plan(render(plan, form), f"plan.{form}", bodies=DIRECTORY)
    answers = {("", "strategy"): "RIVERS"}
    # Whether 12,500 is twelve thousand is asked; nothing else is in doubt.
    for asked in settle(draft_of(read), read.questions, answers, FRAME).blocking:
        answers[(asked.row, asked.field)] = AS_READ
    found = settle(draft_of(read), read.questions, answers, FRAME)
    assert found.blocking == ()
    return plan_values(found.plan, fingerprint(read))


def as_kept(values):
    """The same plan as read back from the database, each activity with its row."""
    rows = iter(range(1, 1000))
    measures = tuple(
        replace(each, activities=tuple(replace(one, copied_from=UUID(int=next(rows))) for one in each.activities))
        for each in values.measures
    )
    return replace(values, measures=measures)


def changed_by(former, later):
    """What confirming the later file would change."""
    kept = as_kept(former)
    return changes_between(kept, following(kept, later))


@cache
def nine():
    return as_values(make_plan(9, seed=4))


@settings(max_examples=40)
@given(plan=plans, first=forms, second=forms)
def test_the_same_plan_in_any_form_changes_nothing(plan, first, second):
    former, later = as_values(plan, first), as_values(plan, second)
    assert changed_by(former, later).is_empty
    assert former.fingerprint == later.fingerprint


@given(left_out=st.sets(st.integers(0, 8)))
def test_what_a_newer_file_leaves_out_is_removed_and_comes_back_as_added(left_out):
    whole = nine()
    codes = [each.code for each in activities_of(whole)]
    gone = {codes[index] for index in left_out}
    newer = replace(
        whole,
        measures=tuple(
            replace(each, activities=tuple(one for one in each.activities if one.code not in gone))
            for each in whole.measures
        ),
    )
    # Titles repeat among invented activities, so one that leaves may be taken for a renumbered twin; none is lost.
    there = changed_by(whole, newer)
    assert {each.code for each in there.removed} == gone
    assert (there.added, there.changed) == ((), ())
    back = changed_by(newer, whole)
    assert {each.code for each in back.added} | {each.code for each in back.changed} == gone
    assert len(back.added) + len(back.changed) - len(back.removed) == len(gone)


@given(which=st.integers(0, 8), title=st.text(min_size=1, max_size=20).filter(str.strip))
def test_a_changed_title_is_the_only_difference(which, title):
    whole = nine()
    code = [each.code for each in activities_of(whole)][which]
    newer = replace(
        whole,
        measures=tuple(
            replace(
                each,
                activities=tuple(replace(one, title=title) if one.code == code else one for one in each.activities),
            )
            for each in whole.measures
        ),
    )
    found = changed_by(whole, newer)
    assert [(each.code, [field.field for field in each.fields]) for each in found.changed] == [(code, ["title"])]
    assert (found.added, found.removed) == ((), ())
