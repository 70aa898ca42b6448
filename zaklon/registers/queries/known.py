"""Which of the registers with a page of their own the country has, and who reads them."""

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.registers.known import DISTRIBUTION, MATERIAL, SURVEY, Known
from zaklon.registers.queries.law import is_read_by, register_named
from zaklon.vocabulary.pack.registers import ReadBy
from zaklon.vocabulary.queries import vocabulary

STOCK, SURVEYS = "stock", "surveys"
# What each page is made of; its first register is the one that links to it.
PAGES: dict[str, tuple[Known, ...]] = {STOCK: (MATERIAL, DISTRIBUTION), SURVEYS: (SURVEY,)}


def has_page(page: str, actor: Actor) -> bool:
    """Whether the country has the registers of a page, and the actor reads all of them. Raises NotPermitted."""
    actor.must(Permission.REGISTER_READ)
    return all(_has(known) and is_read_by(register_named(known.code), actor) for known in PAGES[page])


def pages_of(register: str, actor: Actor) -> tuple[str, ...]:
    """The pages that the list of a register links to. Raises NotPermitted."""
    return tuple(page for page, made_of in PAGES.items() if made_of[0].code == register and has_page(page, actor))


def is_partial(page: str, actor: Actor) -> bool:
    """Whether the actor meets only some of the entries that the page counts."""
    registers = (register_named(known.code) for known in PAGES[page])
    return actor.reach not in {"office", "audit", "system"} and any(each.read_by is ReadBy.OWN for each in registers)


def _has(known: Known) -> bool:
    pack = vocabulary()
    register = pack.registers.get(known.code)
    if register is None or known.code in pack.retired_registers or register.under != known.under:
        return False
    form = pack.form(known.code, on=timezone.localdate())
    # What never leaves a body is no answer that others could count.
    asked = {field.code: field.kind for field in form.fields if field.code not in register.own}
    return known.questions.items() <= asked.items()
