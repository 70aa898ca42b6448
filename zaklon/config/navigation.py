"""Who finds which page in the main navigation."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaklon.access.actor import Actor
from zaklon.access.permissions import Permission as P


@dataclass(frozen=True)
class Place:
    """One entry: shown to whoever holds one of the permissions; without any, to everyone who is signed in.

    `within` names an entry whose page links here: who has that one needs no second.
    """

    text: str | Promise
    view: str
    permissions: tuple[P, ...] = ()
    within: str = ""


# The public page needs no sign-in and stands first for everyone.
PUBLIC_PLACE = Place(_("Progress"), "plan:public")
PUBLIC_PLACES = (
    PUBLIC_PLACE,
    Place(_("Licensed providers"), "protection:licensed"),
    Place(_("Calls for organisations"), "calls:every"),
)

PLACES = (
    Place(_("Overview"), "plan:dashboard", (P.PLAN_READ,)),
    Place(_("Helpline"), "helpline:home", (P.CALL_LOG,)),
    Place(_("Helpline"), "helpline:overview", (P.CALL_OVERSEE,)),
    Place(_("Helpline"), "helpline:reports", (P.CALL_REPORT,)),
    Place(_("Signals"), "signal:home", (P.SIGNAL_REPORT,)),
    Place(_("From the helpline"), "helpline:received", (P.CALL_ANSWER,), within="helpline:overview"),
    Place(_("Cases"), "cases:home", (P.CASE_WORK, P.CASE_OVERSEE)),
    Place(_("The Team"), "team:home", (P.TEAM_READ,)),
    Place(_("Shelter"), "protection:shelter", (P.STAY_ANSWER,)),
    Place(_("Right to stay"), "protection:residence", (P.RESIDENCE_DECIDE,)),
    Place(_("Providers"), "protection:directory", (P.PROVIDER_READ,)),
    Place(_("Forms"), "forms:blank", (P.FORM_PRINT,)),
    Place(_("Tasks"), "plan:tasks", (P.PROGRESS_WRITE, P.PROGRESS_CONFIRM, P.PROGRESS_APPROVE, P.PROGRESS_ADOPT)),
    Place(_("Review"), "plan:review", (P.PROGRESS_APPROVE, P.PROGRESS_CHECK, P.PROGRESS_ADOPT)),
    Place(_("Registers"), "registers:home", (P.REGISTER_READ,)),
    Place(_("Courses"), "capacity:courses", (P.COURSE_TAKE,)),
    Place(_("Strategies and plans"), "plan:strategies", (P.PLAN_READ,)),
    Place(_("Coordination Body"), "board:home", (P.BOARD_READ,)),
    Place(_("Conclusions"), "board:conclusions", (P.CONCLUSION_ANSWER,), within="board:home"),
    Place(_("Grants"), "grants:home", (P.GRANT_READ,)),
    Place(_("To assess"), "grants:mine", (P.GRANT_ASSESS,), within="grants:home"),
    Place(_("Import"), "plan:imports", (P.PLAN_EDIT,), within="plan:strategies"),
    Place(_("People"), "access:people", (P.PEOPLE_MANAGE,)),
    Place(_("Bodies"), "access:bodies", (P.PLAN_READ,)),
    Place(_("Data protection"), "cases:review", (P.PRIVACY_REVIEW,)),
    Place(_("Trail"), "access:trail", (P.AUDIT_READ,)),
    Place(_("Upkeep"), "upkeep", (P.SYSTEM_READ,)),
)


def places_for(actor: Actor) -> tuple[Place, ...]:
    """The entries that this person sees, in order; of those with one name the first."""
    if actor.reach == "public":
        return PUBLIC_PLACES
    open_to = [place for place in PLACES if any(actor.may(permission) for permission in place.permissions)]
    views = {place.view for place in open_to}
    found: dict[str, Place] = {}
    for place in open_to:
        if place.within not in views:
            found.setdefault(str(place.text), place)
    return tuple(found.values())
