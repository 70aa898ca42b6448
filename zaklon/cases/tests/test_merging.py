"""Linking persons, splitting a case, merging two: nothing is lost, and undoing restores what was."""

from datetime import timedelta

import pytest

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.roles import Role
from zaklon.access.tests.factories import make_actor
from zaklon.cases import models
from zaklon.cases.commands import files, flags, linking, merging, posts, splitting, tasks
from zaklon.cases.commands.consents import open_by_duty
from zaklon.cases.kinds import DutyKind, FlagKind, LinkKind, Part, Purpose, Stance, TaskKind
from zaklon.cases.tests.factories import ADULT, CHILD, Circle, now
from zaklon.cases.values import DutyNamed, NewLink, NewTask, Scope
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db

# Everything that may move, without what a merge adds for good: the trail, the timeline, its own rows.
TABLES = (
    models.Person, models.DataKey, models.Record, models.Token, models.Consent, models.Opening, models.Reveal,
    models.Link, models.Task, models.Flag, models.Track, models.AccessKey, models.Listing, models.BreakGlass,
)  # fmt: skip
# Walls made anew have new numbers; what they say is compared.
MADE_ANEW = {models.AccessKey, models.Listing}


def picture(*codes):
    """Every row of these cases as it is now, case by case."""
    with acting_as(SYSTEM):
        found = {}
        for code in codes:
            case = models.Case.objects.values().get(code=code)
            found[code] = {name: value for name, value in case.items() if name != "changed_at"}
            for table in TABLES:
                hidden = {"id"} if table in MADE_ANEW else set()
                rows = [
                    {name: str(value) for name, value in row.items() if name not in hidden}
                    for row in table.objects.filter(case_id=case["id"]).values()
                    # A key whose time is over opens nothing any more.
                    if table is not models.AccessKey or row["ends_at"] is None
                ]
                found[code, table.__name__] = sorted(rows, key=str)
            found[code, "at work"] = set(
                models.Assignment.objects.filter(case_id=case["id"], ends_at__isnull=True).values_list(
                    "user_id", "body_id", "role", "is_lead"
                )
            )
            found[code, "aside"] = set(
                models.Conflict.objects.filter(case_id=case["id"], lifted_at__isnull=True).values_list(
                    "user_id", "stance"
                )
            )
        return found


class Two(Circle):
    """Two cases of one manager, each with more than a person in it."""

    def __init__(self):
        super().__init__(ADULT)
        with acting_as(self.manager):
            self.other = files.open_case(
                files.NewCase((CHILD, ADULT), next(iter(self.manager.roles))), actor=self.manager, now=now()
            )
        self.colleague = make_actor("case_manager", body=self.centre)
        self.aside = make_actor("police_investigator", body=self.police)
        for code, actor in ((self.code, self.colleague), (self.other, self.colleague), (self.other, self.worker)):
            self.put(code, actor)
        self.put(self.other, self.aside)
        with acting_as(self.aside):
            posts.declare_conflict(self.other, Stance.FAMILY, actor=self.aside, now=now())
        with acting_as(self.manager):
            self._fill()

    def put(self, code, actor):
        new = posts.NewAssignment(actor.user_id, actor.body_id, next(iter(actor.roles)))
        with acting_as(self.manager):
            posts.assign(code, new, actor=self.manager, now=now())

    def _fill(self):
        by = {"actor": self.manager, "now": now()}
        for code in (self.code, self.other):
            flags.raise_flag(code, FlagKind.INTERPRETER, **by)
        flags.raise_flag(self.other, FlagKind.DANGER, **by)
        due = now() + timedelta(days=2)
        task = NewTask(TaskKind.FOLLOW_UP, self.manager.user_id, self.manager.body_id, due)
        tasks.add_task(self.other, task, **by)
        scope = Scope(self.shelter.pk, Part.HEALTH, Purpose.CARE)
        duty = DutyNamed(scope, DutyKind.VITAL_INTEREST, "Invented: the child needs a doctor tonight.")
        open_by_duty(self.other, duty, **by)
        linking.link_persons(self.other, NewLink(1, self.code, 1, LinkKind.SIBLING), **by)

    def propose(self, by=None):
        by = by or self.manager
        with acting_as(by):
            return merging.propose_merge(self.code, self.other, actor=by, now=now())

    def decide(self, merge, *, is_accepted=True, by=None):
        by = by or self.colleague
        with acting_as(by):
            return merging.decide_merge(merge, is_accepted=is_accepted, actor=by, now=now())

    def undo(self, merge, by=None):
        by = by or self.manager
        with acting_as(by):
            return merging.undo_merge(merge, actor=by, now=now())


@pytest.fixture
def two(db):
    return Two()


def people(code):
    with acting_as(SYSTEM):
        return list(models.Person.objects.filter(case__code=code).order_by("position").values_list("pk", flat=True))


def test_a_merge_loses_nothing_and_undoing_it_restores_everything(two):
    before = picture(two.code, two.other)
    with acting_as(SYSTEM):
        counts = {table: table.objects.count() for table in TABLES if table not in MADE_ANEW}
    merge = two.propose()
    two.decide(merge)
    with acting_as(SYSTEM):
        # The task that asked for the review is the only row that came.
        assert {table: table.objects.count() - count for table, count in counts.items()} == {
            table: int(table is models.Task) for table in counts
        }
        assert models.Case.objects.get(code=two.other).merged_into.code == two.code
        kinds = models.Flag.objects.filter(case__code=two.code, resolved_at__isnull=True).values_list("kind", flat=True)
        assert set(kinds) == {FlagKind.INTERPRETER, FlagKind.DANGER}
    assert len(people(two.code)) == 3
    assert people(two.other) == []
    two.undo(merge)
    after = picture(two.code, two.other)
    # The review's task is history that stays.
    after[two.code, "Task"] = [row for row in after[two.code, "Task"] if row["kind"] != TaskKind.REVIEW_MERGE]
    assert {key: after[key] for key in before if after[key] != before[key]} == {}


def test_what_is_recorded_after_the_merge_goes_back_with_its_person(two):
    merge = two.propose()
    two.decide(merge)
    child = people(two.code)[1]
    with acting_as(SYSTEM):
        adult = models.Person.objects.get(case__code=two.code, position=3)
    two.person = adult
    consent = two.consent((two.shelter, Part.SERVICES))
    two.undo(merge)
    with acting_as(SYSTEM):
        assert models.Consent.objects.get(pk=consent).case.code == two.other
        assert models.Opening.objects.get(consent=consent).case.code == two.other
        assert models.Person.objects.get(pk=child).case.code == two.other


def test_whoever_stepped_aside_from_one_case_meets_nothing_of_the_merged_one(two):
    two.put(two.code, two.aside)
    with acting_as(two.aside):
        assert models.Case.objects.filter(code=two.code).exists()
    two.decide(two.propose())
    with acting_as(two.aside):
        assert not models.Case.objects.filter(code__in=(two.code, two.other)).exists()


def test_a_conflict_declared_after_the_merge_holds_in_both_cases_after_undoing(two):
    merge = two.propose()
    two.decide(merge)
    with acting_as(two.worker):
        posts.declare_conflict(two.code, Stance.SUSPECT, actor=two.worker, now=now())
    two.undo(merge)
    with acting_as(two.worker):
        assert not models.Case.objects.filter(code__in=(two.code, two.other)).exists()


def test_nobody_decides_on_their_own_proposal_and_nobody_twice(two):
    merge = two.propose()
    with pytest.raises(NotPermitted, match="own_merge"):
        two.decide(merge, by=two.manager)
    two.decide(merge, is_accepted=False)
    assert len(people(two.other)) == 2
    with pytest.raises(NotAllowedNow, match="merge_decided_already"):
        two.decide(merge)
    with pytest.raises(NotAllowedNow, match="merge_not_in_force"):
        two.undo(merge)


def test_the_supervisor_of_both_decides_and_a_stranger_meets_nothing(two):
    merge = two.propose()
    stranger = make_actor("case_supervisor")
    with pytest.raises(models.Case.DoesNotExist):
        two.decide(merge, by=stranger)
    with pytest.raises(models.Case.DoesNotExist):
        two.decide(merge, by=two.investigator)
    two.decide(merge, by=two.supervisor)
    assert len(people(two.code)) == 3


def test_a_merge_is_proposed_by_whoever_writes_both_and_once(two):
    with pytest.raises(RuleBroken, match="case_not_found"), acting_as(two.manager):
        merging.propose_merge(two.code, "2222-2222", actor=two.manager, now=now())
    with pytest.raises(RuleBroken, match="code_mistyped"), acting_as(two.manager):
        merging.propose_merge(two.code, "2222-2223", actor=two.manager, now=now())
    with pytest.raises(RuleBroken, match="merge_with_itself"), acting_as(two.manager):
        merging.propose_merge(two.code, two.code, actor=two.manager, now=now())
    two.put(two.code, two.worker)
    with pytest.raises(NotPermitted, match="part_withheld"):
        two.propose(by=two.worker)
    two.propose()
    with pytest.raises(NotAllowedNow, match="merge_proposed_already"):
        two.propose()


def test_a_sealed_case_is_not_merged_into_an_open_one(two):
    with acting_as(two.manager):
        files.seal_case(two.other, is_sealed=True, actor=two.manager, now=now())
    with pytest.raises(NotAllowedNow, match="merge_states_differ"):
        two.propose()


def test_a_seal_put_on_after_the_merge_holds_in_both_after_undoing(two):
    merge = two.propose()
    two.decide(merge)
    with acting_as(two.manager):
        files.seal_case(two.code, is_sealed=True, actor=two.manager, now=now())
    two.undo(merge)
    with acting_as(SYSTEM):
        assert models.Case.objects.get(code=two.other).is_sealed
    with acting_as(two.coordinator):
        assert not models.Case.objects.filter(code=two.other).exists()


def test_a_merge_is_not_undone_once_one_of_its_persons_has_moved_on(two):
    merge = two.propose()
    two.decide(merge)
    with acting_as(two.manager):
        splitting.split_case(two.code, [2], actor=two.manager, now=now())
    with pytest.raises(NotAllowedNow, match="merge_person_moved_on"):
        two.undo(merge)


def test_splitting_gives_a_person_a_case_with_the_same_team_and_the_same_walls(two):
    with acting_as(two.manager):
        code = splitting.split_case(two.other, [1], actor=two.manager, now=now())
    assert len(people(code)) == 1
    assert len(people(two.other)) == 1
    for actor in (two.manager, two.colleague, two.worker):
        with acting_as(actor):
            assert models.Case.objects.filter(code=code).exists()
    with acting_as(two.aside):
        assert not models.Case.objects.filter(code=code).exists()
    with acting_as(SYSTEM):
        assert models.Link.objects.get().case.code == code
        assert models.Opening.objects.filter(case__code=code, consent__isnull=True).count() == 1
        assert models.Case.objects.get(code=code).split_from.code == two.other


def test_a_split_leaves_somebody_and_takes_somebody_who_is_there(two):
    with acting_as(two.manager):
        for positions, code in (
            ([], "split_without_person"),
            ([9], "person_not_of_case"),
            ([1, 2], "split_leaves_nobody"),
        ):
            with pytest.raises(RuleBroken, match=code):
                splitting.split_case(two.other, positions, actor=two.manager, now=now())


def test_merging_back_undoes_a_split(two):
    together = people(two.other)
    with acting_as(two.manager):
        split = splitting.split_case(two.other, [1], actor=two.manager, now=now())
        merge = merging.propose_merge(two.other, split, actor=two.manager, now=now())
    two.decide(merge)
    assert set(people(two.other)) == set(together)


def link(two, *values, by=None):
    by = by or two.manager
    with acting_as(by):
        return linking.link_persons(two.other, NewLink(*values), actor=by, now=now())


def test_two_persons_are_linked_once_and_the_link_can_end(two):
    with pytest.raises(NotAllowedNow, match="linked_already"):
        link(two, 1, two.code, 1, LinkKind.SIBLING)
    with pytest.raises(NotAllowedNow, match="linked_already"), acting_as(two.manager):
        linking.link_persons(two.code, NewLink(1, two.other, 1, LinkKind.SIBLING), actor=two.manager, now=now())
    with acting_as(SYSTEM):
        link_id = models.Link.objects.get().pk
    with acting_as(two.manager):
        linking.end_link(two.code, link_id, actor=two.manager, now=now())
        with pytest.raises(NotAllowedNow, match="link_ended_already"):
            linking.end_link(two.code, link_id, actor=two.manager, now=now())
    assert link(two, 1, two.code, 1, LinkKind.SIBLING) != link_id


def test_a_link_names_two_persons_whose_cases_the_linker_may_see(two):
    stranger = make_actor("case_manager")
    with acting_as(stranger):
        hidden = files.open_case(files.NewCase((ADULT,), Role.CASE_MANAGER), actor=stranger, now=now())
    for values, code in (
        ((1, two.other, 1, LinkKind.SIBLING), "link_with_oneself"),
        ((9, two.other, 1, LinkKind.SIBLING), "person_not_of_case"),
        ((1, "nonsense", 1, LinkKind.SIBLING), "code_mistyped"),
        ((1, hidden, 1, LinkKind.SIBLING), "case_not_found"),
    ):
        with pytest.raises(RuleBroken, match=code):
            link(two, *values)
    with pytest.raises(NotPermitted, match="part_withheld"):
        link(two, 2, two.other, 1, LinkKind.SIBLING, by=two.worker)


def test_a_link_is_seen_only_by_who_sees_both_cases(two):
    with acting_as(two.manager):
        assert models.Link.objects.count() == 1
    with acting_as(two.worker):
        assert models.Link.objects.count() == 0
