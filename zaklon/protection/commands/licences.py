"""Licences of providers, and their suspension, which stops new placements at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.protection.commands.replanning import replan
from zaklon.protection.models import Capacity, Licence, Provider, Suspension
from zaklon.protection.queries.law import codes_of, must_supervise
from zaklon.protection.values import NewLicence
from zaklon.vocabulary.queries import vocabulary

_MOST_PLACES = 500


@transaction.atomic
def grant_licence(code: str, new: NewLicence, *, actor: Actor, now: datetime) -> UUID:
    """Record a licence with its places; gives its key. Raises NotPermitted, RuleBroken, Provider.DoesNotExist."""
    must_supervise(actor)
    with acting_as(SYSTEM):
        provider = Provider.objects.select_for_update().get(code=code)
        _refuse_unfit(provider, new)
        licence = Licence.objects.create(
            provider=provider,
            service=new.service,
            number=new.number.strip(),
            valid_from=new.valid_from,
            valid_until=new.valid_until,
            recorded_at=now,
            recorded_by_id=actor.user_id,
        )
        Capacity.objects.bulk_create(
            Capacity(licence=licence, profile=profile, places=places)
            for profile, places in new.places.items()
            if places
        )
    record("licence.granted", code, by=actor, at=now, fields=[new.service])
    return licence.pk


def _refuse_unfit(provider: Provider, new: NewLicence) -> None:
    if new.service not in provider.services:
        raise RuleBroken("licence_service_not_given", field="service")
    if not new.number.strip():
        raise RuleBroken("licence_number_missing", field="number")
    if new.valid_until < new.valid_from:
        raise RuleBroken("licence_ends_before_start", field="valid_until")
    if not all(0 <= places <= _MOST_PLACES for places in new.places.values()):
        raise RuleBroken("licence_places_unfit", field="places", facts={"most": _MOST_PLACES})
    if Licence.objects.filter(provider=provider, service=new.service, number=new.number.strip()).exists():
        raise RuleBroken("licence_number_taken", field="number")


@transaction.atomic
def suspend(licence_id: UUID, reason: str, *, actor: Actor, now: datetime) -> int:
    """Suspend a licence from now on; gives how many stays must be planned anew.

    Raises NotPermitted, NotAllowedNow, RuleBroken, Licence.DoesNotExist.
    """
    must_supervise(actor)
    if reason not in codes_of("suspension_reason", vocabulary()):
        raise RuleBroken("suspension_reason_missing", field="reason")
    with acting_as(SYSTEM):
        licence = Licence.objects.select_for_update().select_related("provider").get(pk=licence_id)
        if licence.suspensions.filter(ends_at__isnull=True).exists():
            raise NotAllowedNow("licence_suspended_already")
        Suspension.objects.create(
            licence=licence,
            reason=reason,
            starts_at=now,
            user_id=actor.user_id,
            body_id=actor.body_id,
        )
    record("licence.suspended", licence.provider.code, by=actor, at=now, fields=[licence.service])
    return replan(licence.provider, licence.service, actor=actor, now=now)


@transaction.atomic
def lift_suspension(licence_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let a suspended licence hold again. Raises NotPermitted, NotAllowedNow, Licence.DoesNotExist."""
    must_supervise(actor)
    with acting_as(SYSTEM):
        licence = Licence.objects.select_for_update().select_related("provider").get(pk=licence_id)
        found = licence.suspensions.filter(ends_at__isnull=True)
        if not found.update(ends_at=now, lifted_by_id=actor.user_id):
            raise NotAllowedNow("licence_not_suspended")
    record("licence.restored", licence.provider.code, by=actor, at=now, fields=[licence.service])
