"""The closed lists of the plan: what a number is, how it is compared, who pays."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaKind(TextChoices):
    """The strategic areas of anti-trafficking policy, for comparison between cycles."""

    PREVENTION = "prevention", _("Prevention")
    PROTECTION = "protection", _("Protection")
    PROSECUTION = "prosecution", _("Criminal justice response")
    PARTNERSHIP = "partnership", _("Partnership, coordination and international cooperation")


class Direction(TextChoices):
    """Which way is better."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")
    NONE = "none", _("Reach and hold")


class ValueKind(TextChoices):
    """What sort of value an indicator has."""

    NUMBER = "number", _("Number")
    PERCENT = "percent", _("Percent")
    BOOLEAN = "boolean", _("Yes or no")
    CATEGORY = "category", _("Place in an ordered list")
    TEXT = "text", _("Description")


class BaseRule(TextChoices):
    """How a baseline becomes the number that targets are counted from (DOMAIN.md A.2)."""

    VALUE = "value", _("The baseline as it stands")
    YEARLY_MEAN = "yearly_mean", _("Yearly mean of the baseline period")
    PERIOD_TOTAL = "period_total", _("Total of the baseline period, against a total of equal length")
    UNKNOWN = "unknown", _("Baseline not known")
    UNDECIDED = "undecided", _("Not decided yet")


class Milestone(TextChoices):
    """When a strategy is measured."""

    MID = "mid", _("Middle of the strategy")
    FINAL = "final", _("End of the strategy")


class TargetForm(TextChoices):
    """How a milestone states its target."""

    CHANGE_PERCENT = "change_percent", _("Change in percent against the baseline")
    CHANGE_NUMBER = "change_number", _("Change in number against the baseline")
    VALUE = "value", _("A value to reach")
    CATEGORY = "category", _("A place to reach")
    TEXT = "text", _("A state described in words")


class Comparator(TextChoices):
    """How a result is compared with its target."""

    AT_LEAST = ">=", _("At least")
    EXACTLY = "=", _("Exactly")
    AT_MOST = "<=", _("At most")
    NONE = "none", _("No number set")


class ResultKind(TextChoices):
    """What a result indicator asks for."""

    NUMBER = "number", _("A number of something")
    DONE = "done", _("Something done, yes or no")
    PERIODIC = "periodic", _("Something delivered every period")
    QUALITATIVE = "qualitative", _("A state described in words")


class Periodicity(TextChoices):
    """How often a periodic result is due."""

    NONE = "none", _("Once")
    DAILY = "daily", _("Every day")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    HALF_YEARLY = "half_yearly", _("Twice a year")
    YEARLY = "yearly", _("Every year")


class FundingState(TextChoices):
    """What the plan says about money; unclear is not zero, and "none required" is a value."""

    FUNDED = "funded", _("Funded")
    NONE_REQUIRED = "none_required", _("No funding required")
    UNCLEAR = "unclear", _("Unclear")


class Payer(TextChoices):
    """Where the money of one line comes from."""

    BUDGET = "budget", _("Budget of a body")
    ALL_IMPLEMENTERS = "all_implementers", _("Budgets of all implementers")
    DONATION = "donation", _("Donation")
    UNCLEAR = "unclear", _("Unclear")


class PartRole(TextChoices):
    """A body's part in an activity: the first listed leads, the others are partners."""

    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")


class ReferenceKind(TextChoices):
    """What an activity can refer to outside the plan."""

    BENCHMARK = "benchmark", _("Accession benchmark")
    RECOMMENDATION = "recommendation", _("Recommendation of a monitor")
    PROGRAMME = "programme", _("Programme of the Government")
    LAW = "law", _("Law or directive")


class ActivityCode(TextChoices):
    """Status of an activity in the Government's reports; tests in rules/status.py (DOMAIN.md E)."""

    IMPLEMENTED = "I", _("Implemented")
    CONTINUOUS = "IC", _("Implemented continuously")
    PARTLY = "PI", _("Partly implemented")
    NOT = "NI", _("Not implemented")
    IN_PROGRESS = "IP", _("In progress, not yet due")
    NOT_DUE = "XX", _("Not due in the period")
    DROPPED = "CX", _("Dropped or replaced")


class PeriodKind(TextChoices):
    """Length of a reporting period."""

    QUARTER = "quarter", _("Quarter")
    HALF_YEAR = "half_year", _("Half-year")
    YEAR = "year", _("Year")


class Origin(TextChoices):
    """Where a value comes from."""

    TYPED = "typed", _("Entered by the body")
    COMPUTED = "computed", _("Computed from a register")
