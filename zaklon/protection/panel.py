"""The panels of protection: on a case stays and safe contact; at the start stays to plan anew."""

from datetime import datetime

from django.utils import timezone

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission
from zaklon.cases.kinds import Part
from zaklon.cases.panels import Panel
from zaklon.cases.queries.page_rows import CasePage
from zaklon.pathway.panel import law_now
from zaklon.protection.queries.contact import limits_of
from zaklon.protection.queries.incidents import has_form
from zaklon.protection.queries.stays import stays_of, to_plan_anew
from zaklon.protection.views import words


def protection_panel(page: CasePage, actor: Actor, now: datetime) -> Panel | None:
    """None before a pack is loaded, and for whoever reads none of the parts and does not work on the case.

    Whoever works on the case may complain, also of a place whose part is closed to them.
    """
    law = law_now()
    open_parts = {row.part for row in page.parts if row.is_open}
    writes = {row.part for row in page.parts if row.may_write} if page.rights.is_open else set()
    shown = [row for row in page.persons if not row.is_erased]
    people = [row.person_id for row in shown]
    stays = stays_of(people) if Part.PLACEMENT in open_parts else {}
    limits = limits_of(people) if Part.CONTACT in open_parts else {}
    may_complain = page.rights.is_open and bool(page.roles) and has_form(timezone.localdate(now))
    shows = open_parts & {Part.PLACEMENT, Part.CONTACT, Part.SERVICES}
    if law.words.pack is None or not (shows or may_complain):
        return None
    context = {
        "code": page.head.code,
        "persons": shown,
        "stays": stays,
        "limits": limits,
        "shows_stays": Part.PLACEMENT in open_parts,
        "shows_contact": Part.CONTACT in open_parts,
        "reads_plan": Part.SERVICES in open_parts,
        "may_place": Part.PLACEMENT in writes,
        "may_agree": Part.CONTACT in writes,
        "may_complain": may_complain,
        "is_told": actor.may(Permission.PROVIDER_READ),
        "say": words,
        "today": timezone.localdate(now),
    }
    return Panel("protection/_panel.html", context)


def replan_panel(actor: Actor, _now: datetime) -> Panel | None:
    """Persons who must be placed elsewhere, after a complaint or since a licence is suspended; None when nobody."""
    rows = to_plan_anew(actor=actor) if actor.may(Permission.CASE_WORK) else ()
    return Panel("protection/_home.html", {"rows": rows}) if rows else None
