"""A provider of the body that holds the cases, with a licence, a complaint that waits and somebody who stays there."""

from django.utils import timezone

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.cases.models import Case, Person
from zaklon.protection.models import Capacity, Incident, Licence, Placement, Provider, Rate


def make_house(code, colleague, body, now):
    """The ids of everything about it. Straight into the tables: the invented country's pack has no services."""
    with acting_as(SYSTEM):
        case = Case.objects.get(code=code)
        person = Person.objects.filter(case=case).first()
        provider = Provider.objects.create(
            code="P-23456", name="Invented house", kind="ngo", body=body, services=["shelter"], added_at=now
        )
        licence = Licence.objects.create(
            provider=provider,
            service="shelter",
            number="1",
            valid_from=timezone.localdate(now).replace(month=1, day=1),
            valid_until=timezone.localdate(now).replace(year=now.year + 2, month=1, day=1),
            recorded_at=now,
        )
        Capacity.objects.create(licence=licence, profile="women", places=2)
        Rate.objects.create(provider=provider, from_date=timezone.localdate(now), amount_minor=2500, currency="EUR")
        incident = Incident.objects.create(
            provider=provider,
            severity="minor",
            kinds=["conditions"],
            reported_on=timezone.localdate(now),
            filed_at=now,
            user_id=colleague.pk,
            body=body,
            stops=False,
        )
        stay = Placement.objects.create(
            case=case,
            person=person,
            provider=provider,
            licence=licence,
            host=body,
            service="shelter",
            profile="women",
            state="asked",
            slot=1,
            asked_at=now,
            asked_by_id=colleague.pk,
            asking_body=body,
            wanted_from=timezone.localdate(now),
            circle=case.circle,
            is_sealed=case.is_sealed,
        )
    return {
        "provider": [provider.code],
        "licence_id": [licence.pk],
        "incident_id": [incident.pk],
        "stay_id": [stay.pk],
        "month": [f"{now:%Y-%m}"],
    }
