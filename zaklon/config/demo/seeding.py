"""Writing the demonstration: everything through the same commands that people use, in one transaction."""

from datetime import UTC, datetime

from django.db import transaction

from zaklon.access.actor import SYSTEM
from zaklon.access.models import User
from zaklon.access.rls import acting_as
from zaklon.config.demo.accounts import make_people

# The demonstration's people joined before the first reported year.
JOINED = datetime(2019, 12, 2, 9, 0, tzinfo=UTC)


def seed() -> bool:
    """Write the demonstration once; returns whether it was written. A first start that was cut off leaves nothing."""
    with acting_as(SYSTEM):
        if User.objects.exists():
            return False
    with transaction.atomic():
        make_people(JOINED)
    return True
