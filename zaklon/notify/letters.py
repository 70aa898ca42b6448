"""The words of mails. A stranger who reads one over a shoulder learns nothing about anybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.notify.kinds import Kind

CLOSING = _("This message holds no details on purpose. Sign in to read more.")
SEVERAL = _("Several things wait for you")
NOT_ASKED_FOR = _("If you did not ask for this, tell your administrator at once, by telephone.")


@dataclass(frozen=True)
class Letter:
    """Subject, sentence and closing line of a mail; the link between them is added when it is sent."""

    subject: str | Promise
    sentence: str | Promise
    closing: str | Promise = CLOSING


LETTERS: dict[Kind, Letter] = {
    Kind.INVITATION: Letter(
        _("You are invited to sign in"),
        _("You have been invited to work in the system. The link below is for you alone and is valid for seven days."),
        _("If you do not expect this, do nothing."),
    ),
    Kind.PASSWORD_RESET: Letter(
        _("Set a new password"),
        _("Somebody, most likely you, asked to set a new password. The link below works once, for an hour."),
        _("If it was not you, do nothing: your password stays as it is."),
    ),
    Kind.ADDRESS_CHANGED: Letter(
        _("Your account has another address"),
        _(
            "An administrator changed the e-mail address with which you sign in, and signed you out everywhere. "
            "Further messages go to the new address."
        ),
        NOT_ASKED_FOR,
    ),
    Kind.SECOND_FACTOR_DROPPED: Letter(
        _("Your second step of signing in was dropped"),
        _(
            "An administrator dropped the second step with which you sign in, and signed you out everywhere. "
            "With your next password you set up a new one."
        ),
        NOT_ASKED_FOR,
    ),
    Kind.TASK_WAITING: Letter(_("Something waits for you"), _("A task is waiting for you in the system.")),
    Kind.TASK_RETURNED: Letter(
        _("Something came back to you"), _("A task that you sent on was returned with a reason.")
    ),
    Kind.DEADLINE_NEAR: Letter(_("A deadline is near"), _("A task of yours is due soon.")),
    Kind.DEADLINE_PASSED: Letter(_("A deadline has passed"), _("A task of yours is past its deadline.")),
    Kind.WORK_HANDED_OVER: Letter(
        _("Work was handed over to you"), _("Open work of a colleague was handed over to you.")
    ),
}


def letter_of(told: Sequence[tuple[Kind, str]], site: str) -> tuple[str, str]:
    """Subject and body of the mail that tells of these things, at least one: the kind of each and the path of its page.

    What closes otherwise than the rest goes alone, so the closing line of the first is that of all.
    """
    letters = [LETTERS[kind] for kind, _path in told]
    subjects = {str(each.subject) for each in letters}
    subject = subjects.pop() if len(subjects) == 1 else str(SEVERAL)
    sentences = [f"{LETTERS[kind].sentence}\n\n{site}{path}" for kind, path in told]
    return subject, "\n\n".join([*sentences, str(letters[0].closing)]) + "\n"
