"""Words that the papers share. The caller has activated the language of the paper."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from zaklon.cases.entry_words import label_of
from zaklon.cases.kinds import Sex
from zaklon.cases.queries.page_rows import PersonRow
from zaklon.cases.sheet_words import sheet_of
from zaklon.reporting.description import Definition, Definitions
from zaklon.reporting.languages import language as report_language
from zaklon.web.languages import current


def person_title(position: int) -> str:
    """A person by number."""
    return _("Person %(number)s") % {"number": position}


def person_facts(row: PersonRow) -> tuple[Definition, ...]:
    """The coded facts of a person."""
    sex = _("Not known") if row.sex is Sex.UNKNOWN else str(row.sex.label)
    return (
        Definition(_("Sex"), sex),
        Definition(_("Age"), str(row.age_group.label)),
        Definition(_("Citizenship"), country(row.citizenship)),
    )


def country(code: str) -> str:
    """The name of a country in the language of the paper."""
    if not code:
        return _("Not known")
    return str(report_language(current().code).locale.territories.get(code, code))


def answers(kind: str, content: Mapping[str, str | list[str]]) -> Definitions:
    """The answers of an entry, or of a sheet in the words of its form."""
    sheet = sheet_of(kind, content)
    if sheet is not None:
        rows = [*(row for section in sheet.sections for row in section.answers), *sheet.others]
        return Definitions(tuple(Definition(row.label, "\n".join(row.lines)) for row in rows if row.lines))
    said = {name: value if isinstance(value, str) else "\n".join(value) for name, value in content.items()}
    return Definitions(tuple(Definition(label_of(name), value) for name, value in said.items() if value.strip()))
