"""Which registers there are for whom."""

from uuid import UUID

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.access.queries.bodies import circle_of, codes_by_id
from zaklon.access.roles import Role
from zaklon.common.errors import NotPermitted, RuleBroken
from zaklon.registers.rules.disclosing import Reader
from zaklon.registers.rules.entering import may_enter
from zaklon.vocabulary.pack.registers import ReadBy, Register
from zaklon.vocabulary.queries import vocabulary

# What the Coordination Body, and what everybody else may see of counted persons (DOMAIN.md F.6).
_BOARD, _OTHERS = "coordination_smallest_count", "public_smallest_count"


def register_named(code: str) -> Register:
    """A register of the pack. Raises RuleBroken for one that there is not."""
    found = vocabulary().registers.get(code)
    if found is None:
        raise RuleBroken("register_unknown", field="register")
    return found


def codes_upwards(body_id: UUID) -> frozenset[str]:
    """The code of a body and of the bodies above it."""
    above = circle_of({body_id})[body_id]
    return frozenset(codes_by_id(set(above)).values())


def may_enter_as(register: Register, body_id: UUID | None, actor: Actor) -> bool:
    """Whether the actor may enter this register for a body: its own, or any where it works for the coordinator."""
    if register.code in vocabulary().retired_registers or not actor.may(Permission.REGISTER_WRITE) or body_id is None:
        return False
    # The office itself, and not everybody whom the database shows as much as the office.
    is_office = Role.COORDINATOR in actor.roles
    if body_id != actor.body_id and not is_office:
        return False
    return is_office or may_enter(register, codes_upwards(body_id))


def must_enter_as(register: Register, body_id: UUID | None, actor: Actor) -> UUID:
    """The body for which is entered. Raises NotPermitted unless `may_enter_as`."""
    actor.must(Permission.REGISTER_WRITE)
    if body_id is None or not may_enter_as(register, body_id, actor):
        raise NotPermitted("register_not_of_body")
    return body_id


def is_read_by(register: Register, actor: Actor) -> bool:
    """Whether the register is listed for the actor; which of its entries are there the database decides."""
    if not actor.may(Permission.REGISTER_READ):
        return False
    if register.read_by is not ReadBy.OWN or actor.reach in {"office", "audit", "system"}:
        return True
    if actor.body_id is None:
        return False
    codes = codes_upwards(actor.body_id)
    return may_enter(register, codes) or not codes.isdisjoint(register.read_also)


def reader_of(actor: Actor) -> Reader:
    """What of counted persons the actor may meet: exact numbers for the coordinator and the auditor."""
    if Role.COORDINATOR in actor.roles or actor.reach in {"audit", "system"}:
        return Reader(None)
    return Reader(vocabulary().threshold(_BOARD if actor.reach == "office" else _OTHERS))
