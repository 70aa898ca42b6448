"""Words that the papers share. The caller has activated the language of the paper."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaklon.cases.kinds import Sex
from zaklon.cases.queries.page_rows import PersonRow
from zaklon.reporting.description import Definition, Definitions
from zaklon.reporting.languages import language as report_language
from zaklon.web.languages import current

_FIELDS: dict[str, str | Promise] = {
    "given_names": gettext_lazy("Given names"),
    "family_names": gettext_lazy("Family names"),
    "aliases": gettext_lazy("Other names"),
    "birth_date": gettext_lazy("Date of birth"),
    "documents": gettext_lazy("Documents"),
    "phones": gettext_lazy("Telephone numbers"),
}


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


def field_label(name: str) -> str:
    """What an answer is called; one that nobody has named yet is called by its key."""
    return str(_FIELDS.get(name, name.replace("_", " ").capitalize()))


def answers(content: Mapping[str, str | list[str]]) -> Definitions:
    """The answers of an entry."""
    said = {name: value if isinstance(value, str) else "\n".join(value) for name, value in content.items()}
    return Definitions(tuple(Definition(field_label(name), value) for name, value in said.items() if value.strip()))
