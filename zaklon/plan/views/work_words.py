"""Words of the working pages that depend on facts: tones of tags, why a status is what it is, what happened."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.plan.kinds import ActivityCode
from zaklon.plan.queries.report import ReportPage
from zaklon.plan.queries.report_parts import StepTaken
from zaklon.plan.rules.grounds import Ground, Grounds
from zaklon.plan.rules.status import ResultState
from zaklon.plan.states import ConfirmationStatus, ReportStatus
from zaklon.web.formats import long_date, moment, short_date
from zaklon.web.parts import TimelineEntry

_CODE_TONES = {
    ActivityCode.IMPLEMENTED: "done",
    ActivityCode.CONTINUOUS: "done",
    ActivityCode.PARTLY: "partly",
    ActivityCode.NOT: "late",
    ActivityCode.IN_PROGRESS: "going",
}
_STATUS_TONES = {
    ReportStatus.DRAFT: "going",
    ReportStatus.SUBMITTED: "waiting",
    ReportStatus.APPROVED: "waiting",
    ReportStatus.CHECKED: "waiting",
    ReportStatus.ADOPTED: "done",
    ReportStatus.RETURNED: "late",
}
_ANSWER_TONES = {
    ConfirmationStatus.WAITING: "waiting",
    ConfirmationStatus.CONFIRMED: "done",
    ConfirmationStatus.DISPUTED: "late",
}


def code_tag(code: ActivityCode) -> tuple[str, str]:
    """Wording and tone of an activity's status."""
    return str(code.label), _CODE_TONES.get(code, "")


def status_tag(status: ReportStatus) -> tuple[str, str]:
    """Wording and tone of where a report is."""
    return str(status.label), _STATUS_TONES.get(status, "")


def answer_tag(status: ConfirmationStatus) -> tuple[str, str]:
    """Wording and tone of a partner's word."""
    return str(status.label), _ANSWER_TONES[status]


def state_tag(state: ResultState) -> tuple[str, str]:
    """Wording and tone of one result."""
    return {
        ResultState.REACHED: (_("Reached"), "done"),
        ResultState.PARTLY: (_("Partly reached"), "partly"),
        ResultState.NOT_REACHED: (_("Not reached"), ""),
        ResultState.UNKNOWN: (_("Not known"), ""),
    }[state]


def late_tag() -> tuple[str, str]:
    """The flag that never goes away by itself."""
    return _("Late"), "late"


def report_tags(page: ReportPage) -> list[tuple[str, str]]:
    """Where the report is, and the status of the activity that it computes."""
    tags = [status_tag(page.status), code_tag(page.code)]
    return [*tags, late_tag()] if page.is_late else tags


def due_words(due_date: date, days_late: int) -> str:
    """The last day, or how late it is in words."""
    if days_late:
        return ngettext("%(days)s day late", "%(days)s days late", days_late) % {"days": days_late}
    return short_date(due_date)


def why(page: ReportPage) -> str:
    """The sentence that explains the status of a report."""
    facts = {
        "reached": page.grounds.reached,
        "total": page.grounds.total,
        "due": long_date(page.activity.due_date),
        "begins": long_date(page.activity.start_date),
        "as_of": long_date(page.period.end_date),
        "completed": long_date(page.completed_on),
        "dropped": long_date(page.activity.dropped_on),
    }
    return _sentence(page.grounds) % facts


def _sentence(grounds: Grounds) -> str:
    total = grounds.total
    sentences = {
        Ground.REACHED_IN_TIME: ngettext(
            "The result is reached, in time for the deadline of %(due)s.",
            "%(reached)s of %(total)s results are reached, in time for the deadline of %(due)s.",
            total,
        ),
        Ground.REACHED_LATE: _(
            "All results are reached, but the activity was completed on %(completed)s, after the deadline of %(due)s."
            " It counts as implemented once the coordinator's office accepts the delay."
        ),
        Ground.LATE_ACCEPTED: _(
            "All results are reached. The activity was completed on %(completed)s, after the deadline of %(due)s; the"
            " coordinator's office has accepted the delay."
        ),
        Ground.DELIVERED_SO_FAR: _("Everything that was due by %(as_of)s is delivered, and the activity goes on."),
        Ground.SOME_AFTER_DEADLINE: ngettext(
            "The result is only partly reached, and the deadline of %(due)s has passed.",
            "%(reached)s of %(total)s results are reached, and the deadline of %(due)s has passed.",
            total,
        ),
        Ground.NONE_AFTER_DEADLINE: _("No result is reached, and the deadline of %(due)s has passed."),
        Ground.STILL_RUNNING: ngettext(
            "The result is not reached yet; the deadline is %(due)s.",
            "%(reached)s of %(total)s results are reached so far; the deadline is %(due)s.",
            total,
        ),
        Ground.NOT_BEGUN: _("The activity begins on %(begins)s, after this period."),
        Ground.DROPPED: _("The activity was dropped on %(dropped)s."),
    }
    return sentences[grounds.ground]


def entries_of(steps: tuple[StepTaken, ...], hrefs: dict[object, str] | None = None) -> list[TimelineEntry]:
    """A history for the timeline."""
    links = hrefs or {}
    return [
        TimelineEntry(step.title, moment(step.at), step.who, step.reason, links.get(step.report_id, ""))
        for step in steps
    ]


def waits_with(status: ReportStatus, body: str) -> str:
    """Who has the report now, as a whole sentence."""
    facts = {"body": body}
    sentences = {
        ReportStatus.DRAFT: _("The report is with the reporter of %(body)s."),
        ReportStatus.RETURNED: _("The report has come back to the reporter of %(body)s."),
        ReportStatus.SUBMITTED: _("The report waits for the head of %(body)s."),
        ReportStatus.APPROVED: _("The report waits for the coordinator's office."),
        ReportStatus.CHECKED: _("The report waits for the Coordination Body."),
        ReportStatus.ADOPTED: _("The report is adopted. Everybody can read it."),
        ReportStatus.SUPERSEDED: _("This report has been replaced by a correction."),
    }
    return sentences[status] % facts


MOVED = {
    "submit": lambda: _("You have sent the report to the head of the body."),
    "approve": lambda: _("You have approved the report. It is now with the coordinator's office."),
    "check": lambda: _("You have checked the report. It is now with the Coordination Body."),
    "adopt": lambda: _("You have adopted the report. Everybody can read it now."),
    "send_back": lambda: _("You have sent the report back to the reporter."),
}
