"""The forms of the loaded pack: versions, questions, and their wording."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zaklon.vocabulary.certainty import CERTAINTY_CHOICES


class Form(models.Model):
    """One version of a form. Never deleted: an answer stays with the version that it was given in."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    order = models.PositiveIntegerField()
    part = models.CharField(max_length=20)
    signed_by = models.TextField()
    carries = models.TextField(default="")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.TextField()
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES)
    note = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "code", "version", "order", "part", "signed_by", "carries", "valid_from", "valid_until", "source",
            "certainty", "note",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="form_version_once"),
            models.CheckConstraint(
                name="form_valid_from_before_until",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
            ),
        ]

    def __str__(self) -> str:
        return f"Form {self.code} {self.version}"


class FormField(models.Model):
    """A question or a heading; `shown_if` as the pack writes it (pack.conditions)."""

    id = models.BigAutoField(primary_key=True)
    form = models.ForeignKey(Form, models.PROTECT, related_name="fields")
    code = models.CharField(max_length=40)
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    list_code = models.CharField(max_length=40, null=True)
    is_needed = models.BooleanField()
    is_coded = models.BooleanField()
    shown_if = models.TextField()
    bound = models.CharField(max_length=6, null=True)
    most = models.PositiveBigIntegerField(null=True)
    source = models.TextField()
    certainty = models.CharField(max_length=10, choices=CERTAINTY_CHOICES)
    note = models.TextField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {
            "form", "code", "order", "kind", "list_code", "is_needed", "is_coded", "shown_if", "bound", "most",
            "source", "certainty", "note",
        }  # fmt: skip
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "code"], name="form_field_once"),
            models.CheckConstraint(
                name="form_field_list_with_choices",
                condition=Q(kind__in=["choice", "choices"], list_code__isnull=False)
                | (~Q(kind__in=["choice", "choices"]) & Q(list_code__isnull=True)),
            ),
            models.CheckConstraint(
                name="form_field_no_words_coded",
                condition=Q(is_coded=False) | ~Q(kind__in=["heading", "line", "text", "lines"]),
            ),
        ]

    def __str__(self) -> str:
        return f"FormField {self.form_id} {self.code}"


class FormText(models.Model):
    """The wording of a form (`use` name or lead) or of one of its fields (label or hint) in a language."""

    id = models.BigAutoField(primary_key=True)
    form = models.ForeignKey(Form, models.PROTECT, related_name="texts")
    field = models.ForeignKey(FormField, models.PROTECT, null=True, related_name="texts")
    use = models.CharField(max_length=5)
    language = models.CharField(max_length=12)
    text = models.TextField()
    is_our_translation = models.BooleanField()

    class Privacy:
        identifying: ClassVar[set[str]] = set()
        coded: ClassVar = {"form", "field", "use", "language", "text", "is_our_translation"}
        system: ClassVar = {"id"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["form", "field", "use", "language"], name="form_text_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="form_text_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"FormText {self.form_id} {self.use} {self.language}"
