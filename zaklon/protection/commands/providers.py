"""Keeping the directory of providers: entering one, ending it, what a night costs."""

import secrets
from datetime import date, datetime

from django.db import IntegrityError, transaction

from zaklon.access.actor import SYSTEM, Actor
from zaklon.access.rls import acting_as
from zaklon.audit.commands import record
from zaklon.common.errors import NotAllowedNow, RuleBroken
from zaklon.common.money import Money
from zaklon.protection.kinds import HOLDS_PLACE
from zaklon.protection.models import Placement, Provider, Rate
from zaklon.protection.queries.law import codes_of, must_supervise
from zaklon.protection.values import NewProvider
from zaklon.vocabulary.queries import vocabulary

# Letters and digits that are not taken for one another when read aloud; no vowels, so that no word comes of them.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
_LENGTH = 5


def _new_code() -> str:
    return "P-" + "".join(secrets.choice(_LETTERS) for _place in range(_LENGTH))


@transaction.atomic
def add_provider(new: NewProvider, *, actor: Actor, now: datetime) -> str:
    """Enter a provider; gives its code. Raises NotPermitted, RuleBroken."""
    must_supervise(actor)
    if not new.name.strip():
        raise RuleBroken("provider_name_missing", field="name")
    known = codes_of("service_type", vocabulary())
    if not new.services or not set(new.services) <= known:
        raise RuleBroken("provider_services_unfit", field="services")
    with acting_as(SYSTEM):
        code = next(each for each in iter(_new_code, "") if not Provider.objects.filter(code=each).exists())
        Provider.objects.create(
            code=code,
            name=new.name.strip(),
            kind=new.kind,
            body_id=new.body_id,
            services=sorted(set(new.services)),
            added_at=now,
            added_by_id=actor.user_id,
        )
    record("provider.entered", code, by=actor, at=now)
    return code


@transaction.atomic
def end_provider(code: str, on: date, *, actor: Actor, now: datetime) -> None:
    """Take a provider out of the directory from a day on. Raises NotPermitted, NotAllowedNow."""
    must_supervise(actor)
    with acting_as(SYSTEM):
        provider = Provider.objects.select_for_update().get(code=code)
        if Placement.objects.filter(provider=provider, state__in=HOLDS_PLACE).exists():
            raise NotAllowedNow("provider_has_residents")
        provider.ended_on = on
        provider.save(update_fields=["ended_on"])
    record("provider.ended", code, by=actor, at=now)


@transaction.atomic
def set_rate(code: str, amount: Money, from_date: date, *, actor: Actor, now: datetime) -> None:
    """Say what a night costs from a day on. Raises NotPermitted, RuleBroken when the day has its rate."""
    must_supervise(actor)
    if amount.minor < 0:
        raise RuleBroken("rate_below_zero", field="amount")
    with acting_as(SYSTEM):
        provider = Provider.objects.select_for_update().get(code=code)
        try:
            with transaction.atomic():
                Rate.objects.create(
                    provider=provider,
                    from_date=from_date,
                    amount_minor=amount.minor,
                    currency=amount.currency,
                    recorded_by_id=actor.user_id,
                )
        except IntegrityError as error:
            raise RuleBroken("rate_set_already", field="from_date") from error
    record("provider.rate_set", code, by=actor, at=now)
