"""A form on paper: blank, with space to write, or filled; tagged PDF with a title and a file name that say nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import cast

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zaklon.forms.definition import Answer, Answers, Definition, Question, Section
from zaklon.forms.reading import ReadForm, ReadSection, read_form
from zaklon.forms.wording import condition_text, form_title, yes_no
from zaklon.reporting.languages import language as report_language
from zaklon.reporting.pdf import printed, typeset
from zaklon.reporting.texts import clean
from zaklon.vocabulary.pack import Condition, FieldKind
from zaklon.web.formats import long_date

_TEMPLATE = Path(__file__).resolve().parent / "templates" / "forms" / "form.typ"
# More choices than these are written in words: boxes for them would fill the page.
_MOST_BOXES = 22
# How many columns options stand in, by the letters of the longest.
_COLUMNS = ((12, 5), (18, 4), (22, 3), (70, 2))
_WRITING_LINES = dict.fromkeys([FieldKind.LINE, FieldKind.CHOICE, FieldKind.NUMBER, FieldKind.AMOUNT], 1)
_WRITING_LINES |= {FieldKind.CHOICES: 2, FieldKind.LINES: 3, FieldKind.TEXT: 4}


@dataclass(frozen=True)
class Fact:
    """A line above the questions; without a value, space to write it."""

    label: str
    value: str = ""


@dataclass(frozen=True)
class Space:
    """A question on the blank form: boxes to tick (`options`), boxes for a day, or so many lines to write on.

    What is short (`is_beside`) stands in one line with its label.
    """

    label: str
    hint: str
    options: tuple[str, ...] = ()
    columns: int = 3
    lines: int = 0
    is_day: bool = False
    is_beside: bool = False


@dataclass(frozen=True)
class FilledSheet:
    """A filled form: whose it is (`facts`, such as the code of the case), which body made the paper, and when."""

    definition: Definition
    answers: Answers
    facts: tuple[Fact, ...]
    made_by: str
    made_at: datetime
    watermark: str = ""
    signers: tuple[str, ...] = field(default=())


def file_name(definition: Definition, day: date) -> str:
    """A name that says which form it is and nothing else."""
    return f"form-{definition.number}-{day:%Y-%m-%d}-{definition.language}.pdf"


def blank_pdf(definition: Definition, *, made_at: datetime) -> bytes:
    """The form with space to write; the same form made at the same moment gives the same bytes."""
    with translation.override(definition.language):
        labels = (_("Case code"), _("Person (number)"), _("Body"), _("Filled in by (post)"), _("Place"), _("Day"))
        words = _frame(definition, made_at) | {
            "facts": [asdict(Fact(label)) for label in labels],
            "note": _("Questions with a star (*) are needed for a complete form."),
            "sections": [
                {
                    "label": section.label,
                    "when": condition_text(definition, section.shown_if),
                    "groups": _groups(definition, section),
                }
                for section in definition.sections
            ],
        }
    return typeset(_TEMPLATE, "form", _printed(words), made_at)


def filled_pdf(sheet: FilledSheet) -> bytes:
    """The form with its answers: what applies and is answered, and what is still missing."""
    definition = sheet.definition
    with translation.override(definition.language):
        read = read_form(definition, {code: _clean(said) for code, said in sheet.answers.items()})
        given = tuple(Fact(clean(fact.label), clean(fact.value)) for fact in sheet.facts)
        facts = (
            *given,
            Fact(_("Body"), clean(sheet.made_by)),
            Fact(_("Printed on"), long_date(timezone.localdate(sheet.made_at))),
        )
        words = _frame(definition, sheet.made_at) | {
            "facts": [asdict(fact) for fact in facts],
            "note": "" if read.completeness.is_complete else _("The form is not complete yet."),
            "sections": [{"label": s.label, "when": "", "answers": _answers(s)} for s in _sections(read)],
            "made_by": clean(sheet.made_by),
            "watermark": clean(sheet.watermark),
            "is_blank": False,
        }
        if sheet.signers:
            words["signers"] = list(sheet.signers)
    return typeset(_TEMPLATE, "form", _printed(words), sheet.made_at)


def _clean(said: Answer) -> Answer:
    return clean(said) if isinstance(said, str) else [clean(each) for each in said]


def _printed(words: dict[str, object]) -> Mapping[str, object]:
    return cast("Mapping[str, object]", printed(words))


def _frame(definition: Definition, made_at: datetime) -> dict[str, object]:
    language = report_language(definition.language)
    facts = {"number": definition.number, "version": definition.version}
    return {
        "title": form_title(definition),
        "lead": definition.lead,
        "footer": _("Form %(number)s, version %(version)s") % facts,
        "page_of": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "signers": list(definition.signers),
        "words": {"signature": _("Signature"), "day": _("Day"), "missing": _("Not answered yet")},
        "day_parts": [_("day"), _("month"), _("year")],
        "made_by": "",
        "watermark": "",
        "is_blank": True,
        "lang": language.pdf_language,
        "region": language.tag.rsplit("-", maxsplit=1)[-1],
        "made_at": {name: getattr(made_at, name) for name in ("year", "month", "day", "hour", "minute", "second")},
    }


def _groups(definition: Definition, section: Section) -> list[dict[str, object]]:
    """Questions that follow each other and are asked in the same case, with the case in words."""

    def own(question: Question) -> tuple[Condition, ...]:
        return tuple(condition for condition in question.shown_if if condition not in section.shown_if)

    return [
        {"when": condition_text(definition, conditions), "spaces": [asdict(_space(each)) for each in questions]}
        for conditions, questions in groupby(section.questions, key=own)
    ]


def _space(question: Question) -> Space:
    # No break before the star: it would stand alone in a line.
    label = f"{question.label}\N{NO-BREAK SPACE}*" if question.is_needed else question.label
    if question.kind is FieldKind.DAY:
        return Space(label, question.hint, is_day=True, is_beside=True)
    options = _boxes(question)
    if options:
        is_beside = question.kind is FieldKind.YES_NO
        return Space(label, question.hint, options=options, columns=_columns(options), is_beside=is_beside)
    lines = _WRITING_LINES[question.kind]
    return Space(label, question.hint, lines=lines, is_beside=question.kind in {FieldKind.NUMBER, FieldKind.AMOUNT})


def _boxes(question: Question) -> tuple[str, ...]:
    if question.kind is FieldKind.YES_NO:
        return tuple(word for _code, word in yes_no())
    return tuple(option.label for option in question.offered) if len(question.offered) <= _MOST_BOXES else ()


def _columns(options: tuple[str, ...]) -> int:
    longest = max(len(option) for option in options)
    most = min(next((columns for letters, columns in _COLUMNS if longest <= letters), 1), len(options))
    # One option alone in the second line looks as if it were another question's.
    return most - 1 if most > 2 and len(options) % most == 1 else most


def _sections(read: ReadForm) -> tuple[ReadSection, ...]:
    if not read.others:
        return read.sections
    return (*read.sections, ReadSection(_("Answers that this version of the form does not ask"), read.others))


def _answers(section: ReadSection) -> list[dict[str, object]]:
    return [asdict(answer) for answer in section.answers]
