"""Contacts of applicants, opened from their seal. Only commands call this: each opening stands in the trail."""

import json

from django.conf import settings

from zaklon.common.sealing import Keyring, Place, Sealed, unseal
from zaklon.partnership.models import GrantApplication
from zaklon.partnership.values import Contact

TABLE = "partnership_grantapplication"


def unsealed(application: GrantApplication) -> Contact:
    """The contact. Raises KeyMissingError, InvalidTag for a row that was tampered with."""
    sealed = Sealed(bytes(application.contact), bytes(application.wrapped_key), application.key_id)
    said = json.loads(unseal(sealed, Place(TABLE, application.pk), Keyring.read(settings.KEYS_DIR, "documents")))
    return Contact(said["person"], said["email"], said["telephone"])
