"""Signing in, as the tests of pages do it."""

import time

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from zaklon.access.actor import SIGN_IN, SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_user
from zaklon.audit.queries import entries

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret=SECRET):
    """The code that an authenticator app would show."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def give_second_factor(user):
    """A second factor with a known secret, and recovery codes; returns the codes."""
    with acting_as(SIGN_IN):
        totp.TOTP.activate(user, SECRET)
        return RecoveryCodes.activate(user).generate_codes()


def post_password(client, user, password=PASSWORD, **extra):
    return client.post("/account/login/", {"login": user.email, "password": password}, **extra)


def sign_in(client, user, code=""):
    """The whole way in: password, then the app's code, or a recovery code: the app's code works once."""
    answer = post_password(client, user)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/2fa/authenticate/")
    answer = client.post("/account/2fa/authenticate/", {"code": code or code_now()})
    assert answer.status_code == 302, answer.content.decode()
    return answer


def is_inside(client):
    """Whether somebody is signed in with both factors."""
    return who_acts(client)[1:2] not in ([], ["None"])


def who_acts(client):
    """What the start page says: reach, user, body; nothing when it leads elsewhere."""
    return client.get("/").content.decode().split()


def trail_of(subject):
    """Actions on a record, oldest first."""
    with acting_as(SYSTEM):
        return [entry.action for entry in reversed(entries(subject=str(subject)))]


def mount_pages(settings):
    """Only this context's pages and the shell below it are mounted."""
    above = ("zaklon.config.", "whitenoise.")
    settings.ROOT_URLCONF = "zaklon.access.tests.addresses"
    settings.MFA_TOTP_TOLERANCE = 1  # a test that begins at the end of a half minute must not fail
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(above)]


def make_person(*, second_factor=True, **fields):
    """Somebody with an account and a verified address, as an invitation leaves them."""
    user = make_user(**fields)
    with acting_as(SIGN_IN):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if second_factor:
        user.recovery_codes = give_second_factor(user)
    return user
