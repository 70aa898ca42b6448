"""Statuses of the plan context and the tables of their steps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from zaklon.access.permissions import Permission as P
from zaklon.access.workflow import Step


class PaperStatus(TextChoices):
    """A strategy or a yearly plan as a paper of the Government."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted for adoption")
    ADOPTED = "adopted", _("Adopted")
    CLOSED = "closed", _("Closed")
    MERGED = "merged", _("Amendment, merged")
    DISCARDED = "discarded", _("Discarded")


# An amendment is a plan's draft copy; `merge` carries its differences into the plan that it amends.
PAPER_STEPS = (
    Step("submit", PaperStatus.DRAFT, PaperStatus.SUBMITTED, P.PLAN_EDIT),
    Step("take_back", PaperStatus.SUBMITTED, PaperStatus.DRAFT, P.PLAN_EDIT),
    Step("adopt", PaperStatus.SUBMITTED, PaperStatus.ADOPTED, P.PLAN_ADOPT),
    Step("merge", PaperStatus.SUBMITTED, PaperStatus.MERGED, P.PLAN_ADOPT),
    Step("discard", PaperStatus.DRAFT, PaperStatus.DISCARDED, P.PLAN_EDIT),
    Step("close", PaperStatus.ADOPTED, PaperStatus.CLOSED, P.PLAN_EDIT),
)


class PeriodStatus(TextChoices):
    """A reporting period; frozen numbers change only by a revision."""

    OPEN = "open", _("Open for reporting")
    FROZEN = "frozen", _("Frozen")


PERIOD_STEPS = (Step("freeze", PeriodStatus.OPEN, PeriodStatus.FROZEN, P.PERIOD_MANAGE),)


class ReportStatus(TextChoices):
    """One body's progress report on one activity for one period (DOMAIN.md E, reporter flow)."""

    DRAFT = "draft", _("With the reporter")
    SUBMITTED = "submitted", _("With the head of the body")
    APPROVED = "approved", _("With the coordinator's office")
    CHECKED = "checked", _("With the Coordination Body")
    ADOPTED = "adopted", _("Adopted")
    RETURNED = "returned", _("Returned to the reporter")
    SUPERSEDED = "superseded", _("Replaced by a correction")


# With the reporter: values may be entered, and registers may fill in theirs.
OPEN_TO_CHANGE = (ReportStatus.DRAFT, ReportStatus.RETURNED)

REPORT_STEPS = (
    Step("submit", ReportStatus.DRAFT, ReportStatus.SUBMITTED, P.PROGRESS_WRITE),
    Step("submit", ReportStatus.RETURNED, ReportStatus.SUBMITTED, P.PROGRESS_WRITE),
    Step("approve", ReportStatus.SUBMITTED, ReportStatus.APPROVED, P.PROGRESS_APPROVE),
    Step("check", ReportStatus.APPROVED, ReportStatus.CHECKED, P.PROGRESS_CHECK),
    Step("adopt", ReportStatus.CHECKED, ReportStatus.ADOPTED, P.PROGRESS_ADOPT),
    Step("send_back", ReportStatus.SUBMITTED, ReportStatus.RETURNED, P.PROGRESS_APPROVE),
    Step("send_back", ReportStatus.APPROVED, ReportStatus.RETURNED, P.PROGRESS_CHECK),
    Step("send_back", ReportStatus.CHECKED, ReportStatus.RETURNED, P.PROGRESS_ADOPT),
    Step("supersede", ReportStatus.ADOPTED, ReportStatus.SUPERSEDED, P.PROGRESS_WRITE),
)


class ConfirmationStatus(TextChoices):
    """A partner's word on its own part."""

    WAITING = "waiting", _("Waiting for the partner")
    CONFIRMED = "confirmed", _("Confirmed by the partner")
    DISPUTED = "disputed", _("Disputed by the partner")


CONFIRMATION_STEPS = (
    Step("confirm", ConfirmationStatus.WAITING, ConfirmationStatus.CONFIRMED, P.PROGRESS_CONFIRM),
    Step("confirm", ConfirmationStatus.DISPUTED, ConfirmationStatus.CONFIRMED, P.PROGRESS_CONFIRM),
    Step("dispute", ConfirmationStatus.WAITING, ConfirmationStatus.DISPUTED, P.PROGRESS_CONFIRM),
    Step("dispute", ConfirmationStatus.CONFIRMED, ConfirmationStatus.DISPUTED, P.PROGRESS_CONFIRM),
)


class ImportStatus(TextChoices):
    """A plan file between upload and confirmation; nothing of it is kept in a plan before CONFIRMED."""

    READ = "read", _("Waiting for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


IMPORT_STEPS = (
    Step("confirm", ImportStatus.READ, ImportStatus.CONFIRMED, P.PLAN_EDIT),
    Step("discard", ImportStatus.READ, ImportStatus.DISCARDED, P.PLAN_EDIT),
)
