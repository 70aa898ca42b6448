"""Permissions: what a person may do. Who holds which stands in roles.py."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """Every act that is not open to everyone; the label is what docs/permissions.md and the pages say."""

    PLAN_READ = "plan.read", _("Read strategies, plans and adopted progress")
    PLAN_EDIT = "plan.edit", _("Import, draft, amend and submit strategies and yearly plans")
    PLAN_ADOPT = "plan.adopt", _("Adopt a strategy or a yearly plan")
    PROGRESS_READ_ALL = "progress.read_all", _("Read the progress of every body before it is adopted")
    PROGRESS_WRITE = "progress.write", _("Enter progress and money for the activities that the body leads")
    PROGRESS_CONFIRM = "progress.confirm", _("Confirm the body's part in an activity of another body")
    PROGRESS_APPROVE = "progress.approve", _("Approve the body's progress before it leaves the body")
    PROGRESS_CHECK = "progress.check", _("Check the evidence of submitted progress")
    PROGRESS_ADOPT = "progress.adopt", _("Adopt checked progress")
    PERIOD_MANAGE = "period.manage", _("Open, close and freeze reporting periods")
    INDICATOR_RECORD = "indicator.record", _("Record the value of a performance indicator")
    REPORT_EXPORT = "report.export", _("Take a report out as PDF, Word or Excel")
    PEOPLE_MANAGE = "people.manage", _("Invite people, give and end posts")
    BODIES_MANAGE = "bodies.manage", _("Keep the register of bodies")
    SIGNAL_REPORT = "signal.report", _("Report a signal: the person, what was noticed, and how urgent it is")
    CASE_OPEN = "case.open", _("Open a case file")
    CASE_WORK = "case.work", _("Work on the case files that the post is assigned to")
    CASE_OVERSEE = "case.oversee", _("Give case files to colleagues of the body, and see how the work stands")
    CASE_SEAL = "case.seal", _("Seal a case file so that only named people see it")
    CASE_EXPORT = "case.export", _("Take content of a case file out, sealed, for a purpose that is told")
    FORM_PRINT = "form.print", _("Print blank forms")
    TEAM_READ = "team.read", _("See the members of the identification team, its sessions and who is on call")
    TEAM_MANAGE = "team.manage", _("Keep the members of the identification team, who is on call, and its sessions")
    TEAM_MEET = "team.meet", _("Call and hold sessions and field missions of the identification team")
    TEAM_REPORT = "team.report", _("Read the counted decisions of the identification team")
    PROVIDER_READ = "provider.read", _("Read the directory of providers and their free places")
    PROVIDER_LICENSE = (
        "provider.license",
        _("Keep the directory of providers: the coordinator, and the head of a body that the country pack names"),
    )
    STAY_ANSWER = "stay.answer", _("Answer for the own house when a place is asked for, and see who stays there")
    RESIDENCE_DECIDE = "residence.decide", _("See the times of the right to stay that run, with the days left")
    CALL_LOG = "call.log", _("Log calls of the helpline, hand on what has to be done, leave notes for the shift")
    CALL_READ = "call.read", _("Read the codes of logged calls, and exact counts of them")
    CALL_CORRECT = "call.correct", _("Correct a logged call of the body also after the shift, with a reason")
    CALL_OVERSEE = "call.oversee", _("See how the helpline stands: calls by hour, what waits, and how long it takes")
    CALL_REPORT = "call.report", _("Read the reports of the helpline")
    CALL_ANSWER = "call.answer", _("Take on what the helpline hands over to the body, and say what came of it")
    BOARD_READ = "board.read", _("See the Coordination Body: its members, sessions, votes and work plan")
    BOARD_VOTE = "board.vote", _("Vote in the Coordination Body, where a mandate runs")
    BOARD_MANAGE = "board.manage", _("Keep the Coordination Body: its members, sessions, minutes and conclusions")
    CONCLUSION_ANSWER = "conclusion.answer", _("Say what the body did about conclusions of the Coordination Body")
    GRANT_READ = "grant.read", _("Read calls for organisations, applications and grants")
    GRANT_MANAGE = "grant.manage", _("Keep calls for organisations: applications, contracts, payments, reports")
    GRANT_DECIDE = "grant.decide", _("Decide which applications get a grant")
    GRANT_ASSESS = "grant.assess", _("Assess applications to which the post was named")
    PRIVACY_REVIEW = "privacy.review", _("Review openings in danger, conflicts of interest and unusual look-ups")
    SYSTEM_READ = "system.read", _("See how backups, restore drills and the seal stand")
    PROGRAM_ALLOW = "program.allow", _("Make keys by which a program acts for one of the own posts")
    REGISTER_READ = "register.read", _("Read the registers that other bodies open, and the numbers counted from them")
    REGISTER_WRITE = "register.write", _("Enter what the own body did into its registers")
    REGISTER_KEEP = "register.keep", _("Keep the numbers of a report from the registers as they stand")
    CERTIFICATE_ISSUE = "certificate.issue", _("Issue and withdraw certificates of trainings of the own body")
    COURSE_TAKE = "course.take", _("Take courses")
    COURSE_MANAGE = "course.manage", _("Upload, publish and retire courses of the own body, and see who completed them")
    AUDIT_READ = "audit.read", _("Read the audit trail")


# What a program can be allowed at most: what the API has operations for. Everything else takes a person at a page.
OPEN_TO_PROGRAMS = frozenset(
    {
        Permission.PLAN_READ,
        Permission.SIGNAL_REPORT,
        Permission.CASE_OPEN,
        Permission.CASE_WORK,
        Permission.CASE_OVERSEE,
        Permission.FORM_PRINT,
        Permission.TEAM_READ,
        Permission.PROVIDER_READ,
    }
)
