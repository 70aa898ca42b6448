"""Kinds of the case file: its parts, how far a reader gets into one, and on what ground."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Part(IntegerChoices):
    """The parts into which a file is divided, so that each reader meets only what the work needs (SECURITY.md 3.1)."""

    SHELL = 0, _("Case code, state, bodies and deadlines")
    IDENTITY = 1, _("Identity")
    CONTACT = 2, _("Safe contact")
    SCREENING = 3, _("Screening and decision")
    TESTIMONY = 4, _("Testimony")
    HEALTH = 5, _("Health")
    PLACEMENT = 6, _("Placement")
    JUSTICE = 7, _("Criminal justice")
    COMPENSATION = 8, _("Compensation")
    SERVICES = 9, _("Services and plan")
    RISK = 10, _("Risk")
    SIGNAL = 11, _("Signal")
    RESIDENCE = 12, _("Right to stay")


class Level(IntegerChoices):
    """How far somebody gets into a part; each level holds the ones before it."""

    STATUS = 0, _("The words of its state")
    READ = 1, _("Its content")
    WRITE = 2, _("Its content, and adding to it")


class Ground(TextChoices):
    """Why a part is open to somebody."""

    ASSIGNMENT = "assignment", _("Works on the case")
    CONSENT = "consent", _("The person agreed")
    DUTY = "duty", _("A legal duty")
    BREAK_GLASS = "break_glass", _("Danger to life or a missing child")
    OVERSIGHT = "oversight", _("Oversees the work")


class CaseStatus(TextChoices):
    """Where a case stands as a file; what happens to the person has its own states (DOMAIN.md B.3)."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    MERGED = "merged", _("Merged into another case")
    ERASED = "erased", _("Erased; only the count is kept")


class Sex(TextChoices):
    """As recorded; not known is an answer."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Not known")


class AgeGroup(TextChoices):
    """Age in doubt means child."""

    CHILD = "child", _("Child")
    IN_DOUBT = "in_doubt", _("Age in doubt, treated as a child")
    ADULT = "adult", _("Adult")


class LinkKind(TextChoices):
    """How two persons belong together."""

    SIBLING = "sibling", _("Brother or sister")
    PARENT = "parent", _("Parent of")
    PARTNER = "partner", _("Partner")
    RELATIVE = "relative", _("Other relative")
    SAME_EVENT = "same_event", _("Met in the same place")


class DutyKind(TextChoices):
    """Legal duties that open a part without consent; never dressed as consent (DOMAIN.md F.2)."""

    CHILD_PROTECTION = "child_protection", _("Protection of a child")
    REPORT_CRIME = "report_crime", _("Duty to report a crime")
    COURT_ORDER = "court_order", _("Order of a court")
    VITAL_INTEREST = "vital_interest", _("Danger to life")


class Purpose(TextChoices):
    """What a part is opened for."""

    IDENTIFICATION = "identification", _("Identification")
    PROTECTION = "protection", _("Safety and protection")
    CARE = "care", _("Health and social care")
    CRIMINAL_JUSTICE = "criminal_justice", _("Criminal proceedings")
    COMPENSATION = "compensation", _("Compensation")
    LEGAL_AID = "legal_aid", _("Legal aid")
    RETURN = "return", _("Return or transfer to another country")


class Giver(TextChoices):
    """Who consents."""

    PERSON = "person", _("The person")
    GUARDIAN = "guardian", _("The guardian, with the child's assent")


class Stance(TextChoices):
    """What a tie to somebody in the case is; declared by the user or found by matching."""

    FAMILY = "family", _("Family or close friend of a person in the case")
    SUSPECT = "suspect", _("Tied to a suspect")
    OTHER = "other", _("Another conflict of interest")


class EventKind(TextChoices):
    """What stands on the timeline of a case."""

    OPENED = "opened", _("Case opened")
    PERSON_ADDED = "person_added", _("Person added")
    ASSIGNED = "assigned", _("Somebody began to work on the case")
    RELIEVED = "relieved", _("Somebody stopped working on the case")
    HANDED_OVER = "handed_over", _("Case handed over")
    REFERRED = "referred", _("Case referred")
    RECORDED = "recorded", _("Entry added")
    FILE_ADDED = "file_added", _("File added")
    CONSENT_GIVEN = "consent_given", _("Consent given")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("Consent withdrawn")
    OPENED_BY_DUTY = "opened_by_duty", _("Opened by a legal duty")
    STATE_CHANGED = "state_changed", _("State changed")
    FLAG_RAISED = "flag_raised", _("Flag raised")
    FLAG_RESOLVED = "flag_resolved", _("Flag resolved")
    SEALED = "sealed", _("Case sealed")
    UNSEALED = "unsealed", _("Seal lifted")
    GLASS_BROKEN = "glass_broken", _("Opened in danger to life")
    TASK_ADDED = "task_added", _("Task added")
    TASK_DONE = "task_done", _("Task done")
    LINKED = "linked", _("Persons linked")
    UNLINKED = "unlinked", _("Link between persons ended")
    SPLIT = "split", _("Case split")
    MERGE_PROPOSED = "merge_proposed", _("Merge proposed")
    MERGE_DECLINED = "merge_declined", _("Merge declined")
    MERGED = "merged", _("Cases merged")
    MERGE_UNDONE = "merge_undone", _("Merge undone")
    CLOSED = "closed", _("Case closed")
    REOPENED = "reopened", _("Case reopened")
    RESTRICTED = "restricted", _("Use of data restricted")
    KEPT_LONGER = "kept_longer", _("Kept longer than its time")
    ERASED = "erased", _("Personal data erased")


class RecordKind(TextChoices):
    """What an entry in a part of the file is; each part has its own, and a note."""

    IDENTITY = "identity", _("Who the person is")
    SAFE_CONTACT = "safe_contact", _("Safe way to get in touch")
    SCREENING = "screening", _("Screening")
    STATEMENT = "statement", _("What the person told")
    HEALTH_NEED = "health_need", _("Health need")
    STAY = "stay", _("Place to stay")
    PROCEEDING = "proceeding", _("Step of the proceedings")
    CLAIM = "claim", _("Claim for compensation")
    SUPPORT = "support", _("Support given or planned")
    RISK_ASSESSMENT = "risk_assessment", _("Assessment of the risk")
    SIGNAL = "signal", _("What was reported")
    STAY_RIGHT = "stay_right", _("Right to stay: ground and decision")
    TEAM_OPINION = "team_opinion", _("Opinion of a member of the Team")
    NOTE = "note", _("Note")


class TaskKind(TextChoices):
    """What has to be done for a case."""

    FOLLOW_UP = "follow_up", _("Follow up")
    REVIEW_BREAK_GLASS = "review_break_glass", _("Review an opening in danger to life")
    REVIEW_MERGE = "review_merge", _("Review a proposed merge")
    REVIEW_DUPLICATE = "review_duplicate", _("Look at a possible duplicate")
    TAKE_OVER = "take_over", _("Take over the case")
    TELL_PERSON = "tell_person", _("Tell the person")
    RETENTION = "retention", _("Decide on keeping or erasing")
    REPLAN = "replan", _("Plan the stay anew: the provider may not take anybody in now")
    LOOK_FOR = "look_for", _("Look for the missing person")


class FlagKind(TextChoices):
    """What whoever opens the case must know at once."""

    DANGER = "danger", _("Immediate danger")
    MISSING = "missing", _("Person is missing")
    DO_NOT_CALL = "do_not_call", _("Do not call; see safe contact")
    CHILD_ALONE = "child_alone", _("Child without a guardian")
    INTERPRETER = "interpreter", _("Interpreter needed")
    RE_TRAFFICKED = "re_trafficked", _("Trafficked again")


class MovedKind(TextChoices):
    """What a merge moved to the case that is kept, or made there after its like in the other."""

    PERSON = "person", _("Person, with everything recorded about the person")
    OPENING = "opening", _("Part opened by a legal duty")
    TASK = "task", _("Open task")
    FLAG = "flag", _("Open flag")
    ASSIGNMENT = "assignment", _("Somebody who worked on the other case")
    CONFLICT = "conflict", _("Conflict of interest in the other case")


class ClosingReason(TextChoices):
    """Why a case is closed."""

    GOALS_MET = "goals_met", _("Goals met")
    DECLINED = "declined", _("The person declines help")
    LOST_CONTACT = "lost_contact", _("Contact lost")
    TRANSFERRED = "transferred", _("Transferred to another country")
    NOT_TRAFFICKING = "not_trafficking", _("Not trafficking; sent on to other help")
    DIED = "died", _("The person died")
    MERGED = "merged", _("Merged into another case")
    ERASED = "erased", _("Erased at the end of its time")


class AlertKind(TextChoices):
    """What looks like misuse from inside (SECURITY.md 2.2, T1, T2 and T4)."""

    MANY_CASES = "many_cases", _("Many different cases opened in a day")
    SEARCHES_ONLY = "searches_only", _("Many searches by name without opening a case")
    MANY_SIGNALS = "many_signals", _("Many signals in a day, or many files of others hinted at")
    AFTER_HAND_OVER = "after_hand_over", _("Looked for a case that was handed over")
    STRANGE_CASE = "strange_case", _("Looked for a case of others by its code")
    SAME_NAME = "same_name", _("Bears a family name that stands in the case")
    MASS_EXPORT = "mass_export", _("Wanted to take out many cases at once")
    NOBODY_AT_WORK = "nobody_at_work", _("Was the last to work on an open case")


class Verdict(TextChoices):
    """What the rules do about it."""

    NOTED = "noted", _("Noted for review")
    WARNED = "warned", _("The person was warned")
    STOPPED = "stopped", _("The person was stopped until the next day")


class RightKind(TextChoices):
    """What a person may ask of those who hold the file (DOMAIN.md F.5)."""

    COPY = "copy", _("A copy of the file")
    CORRECTION = "correction", _("Correction")
    RESTRICTION = "restriction", _("Restriction of use")
    ERASURE = "erasure", _("Erasure")
    COMPLAINT = "complaint", _("Complaint")


class RightOutcome(TextChoices):
    """What came of the request."""

    GRANTED = "granted", _("Granted")
    IN_PART = "in_part", _("Granted in part")
    REFUSED = "refused", _("Refused")


class SearchPurpose(TextChoices):
    """Why somebody looks for a person by name."""

    BEFORE_OPENING = "before_opening", _("To see whether there is a file before opening one")
    CALL = "call", _("The person, or somebody for them, has called")
    TASK = "task", _("For a task on a case of mine")
    REQUEST = "request", _("The person asks for their own file")


class ErasureBasis(TextChoices):
    """On what basis personal data are erased."""

    TIME_PASSED = "time_passed", _("The time for which the data are kept has passed")
    REQUEST = "request", _("The person asked for it, and it was granted")
    ORDER = "order", _("Order of a court or of the supervisory authority")
    RESTORED = "restored", _("Erased before; erased again after a backup was restored")
