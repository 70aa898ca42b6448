"""Providers with licences, and people who place and take in; plainly invented."""

from datetime import date, timedelta

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.cases.commands.files import open_case
from zaklon.cases.models import Person
from zaklon.cases.tests.factories import ADULT, now
from zaklon.cases.values import NewCase
from zaklon.common.money import Money
from zaklon.forms.queries import definition_of
from zaklon.forms.sample import filled
from zaklon.pathway.tests.factories import Way
from zaklon.protection.commands import incidents, licences, placing, providers
from zaklon.protection.kinds import Profile
from zaklon.protection.models import Licence, Placement
from zaklon.protection.values import NewIncident, NewLicence, NewProvider, NewStay

WOMEN = Profile.WOMEN


def today() -> date:
    return timezone.localdate(now())


class Shelter(Way):
    """A case with its manager, and a licensed shelter with a place or more for women."""

    def __init__(self, places=1, *, person=ADULT, until=400) -> None:
        super().__init__(person)
        self.provider = self.enter_provider(self.shelter)
        self.licence_id = self.license(self.provider, places=places, until=until)

    def enter_provider(self, body, services=("shelter",)) -> str:
        new = NewProvider(f"Invented home {body.code}", "ngo", body.pk, tuple(services))
        with acting_as(self.coordinator):
            return providers.add_provider(new, actor=self.coordinator, now=now())

    def license(self, code, *, places=1, since=-400, until=400, number="1", profile=WOMEN):
        new = NewLicence(
            "shelter", number, today() + timedelta(days=since), today() + timedelta(days=until), {profile: places}
        )
        with acting_as(self.coordinator):
            return licences.grant_licence(code, new, actor=self.coordinator, now=now())

    def rate(self, euros, *, since=-400):
        with acting_as(self.coordinator):
            providers.set_rate(
                self.provider,
                Money.of("EUR", euros),
                today() + timedelta(days=since),
                actor=self.coordinator,
                now=now(),
            )

    def ask(self, *, by=None, code=None, **changes):
        by = by or self.manager
        new = {
            "person_id": self.person.pk,
            "provider_code": self.provider,
            "service": "shelter",
            "profile": WOMEN,
            "wanted_from": today(),
        }
        with acting_as(by):
            return placing.ask_for_place(code or self.code, NewStay(**{**new, **changes}), actor=by, now=now())

    def accept(self, placement_id, *, by=None):
        by = by or self.worker
        with acting_as(by):
            placing.accept(placement_id, actor=by, now=now())

    def enter(self, placement_id, *, by=None, days_ago=0, until=None):
        by = by or self.worker
        with acting_as(by):
            placing.enter_stay(
                placement_id,
                today() - timedelta(days=days_ago),
                has_agreed=True,
                until=until,
                actor=by,
                now=now(),
            )

    def leave(self, placement_id, *, by=None, days_ago=0, reason="goals"):
        by = by or self.worker
        with acting_as(by):
            placing.leave(placement_id, today() - timedelta(days=days_ago), reason, actor=by, now=now())

    def settle_in(self, *, days_ago=0):
        placement_id = self.ask()
        self.accept(placement_id)
        self.enter(placement_id, days_ago=days_ago)
        return placement_id

    def suspend(self, *, by=None, reason="complaint", licence_id=None):
        by = by or self.coordinator
        with acting_as(by):
            return licences.suspend(licence_id or self.licence_id, reason, actor=by, now=now())

    def complain(self, *, by=None, severity="grave", **changes):
        by = by or self.manager
        new = {
            "provider_code": self.provider,
            "severity": severity,
            "kinds": ("violence",),
            "reported_on": today(),
            "case_code": self.code,
            "person_id": self.person.pk,
        }
        with acting_as(by):
            definition = definition_of("f16_complaint", "en", on=today())
            new.setdefault("words", filled(definition, today(), {"severity": severity, "about": "provider"}))
            return incidents.file_incident(NewIncident(**{**new, **changes}), actor=by, now=now())

    def stands(self, placement_id) -> str:
        with acting_as(SYSTEM):
            return Placement.objects.get(pk=placement_id).state

    def licence(self) -> Licence:
        with acting_as(self.coordinator):
            return Licence.objects.get(pk=self.licence_id)

    def another_case(self):
        """A second open case of the same manager, with its person: (code, person id)."""
        with acting_as(self.manager):
            role = next(iter(self.manager.roles))
            code = open_case(NewCase((ADULT,), role), actor=self.manager, now=now())
            return code, Person.objects.get(case__code=code).pk

    def colleague(self):
        """Another worker of the shelter."""
        return make_actor("shelter_staff", body=self.shelter)
