"""The loaded country pack. Everything that has a name is a term; other tables add what else is known about it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zaklon.vocabulary.certainty import CERTAINTY_CHOICES, Certainty
from zaklon.vocabulary.form_models import Form, FormField, FormText
from zaklon.vocabulary.instrument_models import Indicator, Instrument  # noqa: F401  they stand in a module of their own
from zaklon.vocabulary.register_models import PackRow  # noqa: F401
from zaklon.vocabulary.way_models import Advice, Holiday, Step, Way  # noqa: F401

__all__ = [
    "Census", "Clock", "Country", "Footnote", "Form", "FormField", "FormText", "Language", "Municipality", "OwnList",
    "PackLoad", "Population", "ReportKind", "Term", "TermLabel", "Territory", "Threshold",
]  # fmt: skip


class OwnList(models.TextChoices):
    """The lists that are tables of a pack rather than code lists: their terms carry the wording of the tables."""

    LIST = "list"
    COUNTRY = "country"
    REGION = "region"
    MUNICIPALITY = "municipality"
    CENSUS = "census"
    CLOCK = "clock"
    THRESHOLD = "threshold"
    WAY = "way"
    STEP = "step"
    HOLIDAY = "holiday"
    ADVICE = "advice"
    REPORT = "report"
    FOOTNOTE = "footnote"
    INSTRUMENT = "instrument"
    INSTRUMENT_LEAD = "instrument_lead"
    INDICATOR = "indicator"


class PackLoad(models.Model):
    """One loading of a pack that changed something; the newest row names the pack in use."""

    id = models.BigAutoField(primary_key=True)
    country = models.CharField(max_length=2)
    version = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    retired = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"country", "version", "content_hash", "loaded_at", "added", "changed", "retired", "removed"}
        system: ClassVar = {"id"}

    def __str__(self) -> str:
        return f"Pack {self.country} {self.version}"


class Term(models.Model):
    """A value of a code list, or a named thing of a pack. Never deleted: retired by its last day `valid_until`."""

    id = models.BigAutoField(primary_key=True)
    list_code = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    order = models.PositiveIntegerField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.TextField()
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES)
    note = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "list_code", "code", "order", "valid_from", "valid_until", "source", "certainty", "note",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list_code", "code"], name="term_once_in_its_list"),
            models.CheckConstraint(
                name="term_valid_from_before_until",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
            ),
            models.CheckConstraint(name="term_certainty_known", condition=Q(certainty__in=list(Certainty))),
        ]

    def __str__(self) -> str:
        return f"{self.list_code}/{self.code}"


class TermLabel(models.Model):
    """The wording of a term in a language (`cnr`) or in one of its scripts (`cnr-Cyrl`)."""

    id = models.BigAutoField(primary_key=True)
    term = models.ForeignKey(Term, models.PROTECT, related_name="labels")
    language = models.CharField(max_length=12)
    text = models.TextField()
    is_our_translation = models.BooleanField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "language", "text", "is_our_translation"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "language"], name="label_once_in_a_language"),
            models.CheckConstraint(name="label_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"Label {self.term_id} {self.language}"


class Country(models.Model):
    """The country of the installation: one row."""

    code = models.CharField(max_length=2, primary_key=True)
    only_row = models.BooleanField(default=True, unique=True)
    currency = models.CharField(max_length=3)
    other_currencies = ArrayField(models.CharField(max_length=3))
    timezone = models.CharField(max_length=60)
    default_language = models.CharField(max_length=3)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"code", "currency", "other_currencies", "timezone", "default_language"}
        system: ClassVar = {"only_row"}

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="country_only_one", condition=Q(only_row=True))]

    def __str__(self) -> str:
        return f"Country {self.code}"


class Language(models.Model):
    """A language that the pack offers; scripts other than `written_in` are produced by rule."""

    code = models.CharField(max_length=3, primary_key=True)
    order = models.PositiveIntegerField()
    name = models.TextField()
    locale = models.CharField(max_length=20)
    scripts = ArrayField(models.CharField(max_length=4))
    written_in = models.CharField(max_length=4)
    default_script = models.CharField(max_length=4)
    source = models.TextField()
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES)
    note = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "code", "order", "name", "locale", "scripts", "written_in", "default_script", "source", "certainty", "note",
        }  # fmt: skip
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"Language {self.code}"


class Municipality(models.Model):
    """A municipality; its term holds the dates between which it exists."""

    term = models.OneToOneField(Term, models.PROTECT, primary_key=True, related_name="municipality")
    region = models.ForeignKey(Term, models.PROTECT, related_name="municipalities")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="split_off")
    dates_source = models.TextField(null=True)
    dates_certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES, null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "region", "split_from", "dates_source", "dates_certainty"}
        system: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="municipality_dates_have_source_and_certainty",
                condition=Q(dates_source__isnull=True, dates_certainty__isnull=True)
                | Q(dates_source__isnull=False, dates_certainty__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Municipality {self.pk}"


class Census(models.Model):
    """A census or an edition of one, with the published total."""

    term = models.OneToOneField(Term, models.PROTECT, primary_key=True, related_name="census")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12)
    total_persons = models.PositiveIntegerField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "year", "state", "total_persons"}
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"Census {self.pk}"


class Population(models.Model):
    """Inhabitants of a municipality in a census."""

    id = models.BigAutoField(primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="population")
    census = models.ForeignKey(Census, models.PROTECT, related_name="figures")
    persons = models.PositiveIntegerField()
    source = models.TextField()
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES)
    note = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"municipality", "census", "persons", "source", "certainty", "note"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "census"], name="population_once_in_a_census"),
        ]

    def __str__(self) -> str:
        return f"Population {self.pk}"


class Territory(models.Model):
    """Which body, by its code, is responsible for a municipality; `office` is the seat of its department there."""

    id = models.BigAutoField(primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="territories")
    kind = models.CharField(max_length=40)
    body_code = models.CharField(max_length=40)
    office = models.TextField()
    source = models.TextField()
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES)
    note = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"municipality", "kind", "body_code", "office", "source", "certainty", "note"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "kind"], name="territory_one_body_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"Territory {self.pk}"


class Clock(models.Model):
    """A deadline, rhythm or date; `pack.records.Clock` says how the fields are read."""

    term = models.OneToOneField(Term, models.PROTECT, primary_key=True, related_name="clock")
    area = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    bound = models.CharField(max_length=10, null=True)
    amount = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=40, null=True)
    amount_to = models.PositiveIntegerField(null=True)
    unit_to = models.CharField(max_length=40, null=True)
    on_date = models.CharField(max_length=10, null=True)
    stated = models.TextField()
    force = models.TextField()
    warn_at = ArrayField(models.PositiveIntegerField(), default=list)
    extend_by = models.PositiveIntegerField(null=True)
    pauses = models.BooleanField(default=False)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "term", "area", "kind", "bound", "amount", "unit", "amount_to", "unit_to", "on_date", "stated", "force",
            "warn_at", "extend_by", "pauses",
        }  # fmt: skip
        system: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="clock_amount_has_unit_and_bound",
                condition=Q(amount__isnull=True) | Q(unit__isnull=False, bound__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Clock {self.pk}"


class Threshold(models.Model):
    """A number that a rule compares with."""

    term = models.OneToOneField(Term, models.PROTECT, primary_key=True, related_name="threshold")
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "amount", "unit"}
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"Threshold {self.pk}"


class ReportKind(models.Model):
    """A report that is owed; `made_by` holds codes of bodies, `product_report` what the product prints for it."""

    term = models.OneToOneField(Term, models.PROTECT, primary_key=True, related_name="report_kind")
    rhythm = models.CharField(max_length=40)
    rhythm_stated = models.TextField()
    content = models.TextField()
    made_by = ArrayField(models.CharField(max_length=40))
    made_by_stated = models.TextField()
    read_by_stated = models.TextField()
    product_report = models.CharField(max_length=40, null=True)

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "term", "rhythm", "rhythm_stated", "content", "made_by", "made_by_stated", "read_by_stated",
            "product_report",
        }  # fmt: skip
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"ReportKind {self.pk}"


class Footnote(models.Model):
    """A footnote, worded by its term, that goes with any text in which one of the marks occurs."""

    term = models.OneToOneField(Term, models.PROTECT, primary_key=True, related_name="footnote")
    marks = ArrayField(models.TextField())

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"term", "marks"}
        system: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"Footnote {self.pk}"
