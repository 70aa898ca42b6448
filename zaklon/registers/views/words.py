"""Titles and crumbs of the pages of registers."""

from django.urls import reverse
from django.utils.translation import gettext as _

from zaklon.registers.queries.pages import EntryPage, RegisterLine
from zaklon.web.parts import Crumb


def to_registers() -> list[Crumb]:
    """The way to the list of registers."""
    return [Crumb(_("Registers"), reverse("registers:home"))]


def to_register(line: RegisterLine) -> list[Crumb]:
    """The way to a register."""
    return [*to_registers(), Crumb(line.name, reverse("registers:list", args=[line.code]))]


def to_entry(page: EntryPage) -> list[Crumb]:
    """The way to an entry."""
    way = to_register(page.register)
    if page.parent is not None:
        code, number, name = page.parent
        way = [
            *to_registers(),
            Crumb(name, reverse("registers:list", args=[code])),
            Crumb(entry_title(name, number), reverse("registers:entry", args=[code, number])),
        ]
    title = entry_title(page.register.name, page.number)
    return [*way, Crumb(title, reverse("registers:entry", args=[page.register.code, page.number]))]


def entry_title(name: str, number: int) -> str:
    """What an entry is called."""
    return _("%(register)s no. %(number)s") % {"register": name, "number": number}
