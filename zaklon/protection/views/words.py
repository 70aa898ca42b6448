"""How pages of protection say things."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zaklon.cases.forms.shared import language_name
from zaklon.protection import licence_words
from zaklon.protection.kinds import Block, Channel, StayState
from zaklon.protection.queries.directory import LicenceRow, ProviderRow, ServiceRow
from zaklon.protection.values import Limits
from zaklon.vocabulary.queries import vocabulary
from zaklon.web.formats import listed, short_date
from zaklon.web.languages import current

# Templates ask this module for all their words.
licence_state = licence_words.licence_state

_TONES = {
    StayState.WAITING: "waiting",
    StayState.ASKED: "waiting",
    StayState.ACCEPTED: "going",
    StayState.STAYING: "going",
}
_LATE: frozenset[Block] = frozenset({Block.SUSPENDED, Block.STOPPED, Block.EXPIRED})
_BLOCKED: dict[Block, str | Promise] = {
    Block.ENDED: gettext_lazy("No longer in the directory"),
    Block.NEVER_LICENSED: gettext_lazy("No licence"),
    Block.EXPIRED: gettext_lazy("Licence has run out"),
    Block.SUSPENDED: gettext_lazy("Licence suspended"),
    Block.STOPPED: gettext_lazy("Placements stopped after a complaint"),
}


def term(list_code: str, code: str) -> str:
    """A value of the pack in the language of the page."""
    return vocabulary().wording(current().code).label(list_code, code)


def service_state(row: ServiceRow) -> tuple[str, str]:
    """A tag: why nobody is placed, or how much room there is."""
    if row.block:
        return str(_BLOCKED[row.block]), "late" if row.block in _LATE else ""
    if not row.places:
        return _("Takes people in"), "done"
    if not row.free:
        return _("Full"), "waiting"
    return ngettext("%(num)s free place", "%(num)s free places", row.free) % {"num": row.free}, "done"


def licence_line(row: LicenceRow) -> str:
    """What a licence is for, in one line."""
    return _("%(service)s, no. %(number)s, %(first)s to %(last)s") % {
        "service": term("service_type", row.service),
        "number": row.number,
        "first": short_date(row.valid_from),
        "last": short_date(row.valid_until),
    }


def provider_tags(row: ProviderRow) -> list[tuple[str, str]]:
    """Tags beside a provider's name."""
    if row.ended_on:
        return [(_("Ends %(day)s") % {"day": short_date(row.ended_on)}, "")]
    tags = [(_("Licensed"), "done") if row.is_licensed else (_("Not licensed now"), "late")]
    return [*tags, (_("A licence runs out soon"), "waiting")] if row.to_renew else tags


def stay_tag(state: StayState) -> tuple[str, str]:
    """A tag for where a stay stands."""
    return str(state.label), _TONES.get(state, "")


def contact_lines(limits: Limits) -> list[str]:
    """The limits of safe contact, a sentence each; what is forbidden first."""
    forbidden = [Channel(each).label for each in sorted(limits.forbidden)]
    allowed = [Channel(each).label for each in sorted(limits.allowed)]
    lines = [_("Never: %(ways)s.") % {"ways": listed(forbidden)}] if forbidden else []
    lines += [_("Only: %(ways)s.") % {"ways": listed(allowed)}] if allowed else []
    lines += [_("Never leave a message behind.")] if limits.never_message else []
    lines += [_("Nothing by post.")] if limits.no_post else []
    if limits.hour_from and limits.hour_until:
        hours = {"first": f"{limits.hour_from:%H:%M}", "last": f"{limits.hour_until:%H:%M}"}
        lines.append(_("Only between %(first)s and %(last)s.") % hours)
    return [*lines, _("Language: %(language)s.") % {"language": language_name(limits.language)}]


def places_line(row: ServiceRow) -> str:
    """Free places by group: "Women 2, men 0"."""
    return listed(
        _("%(group)s %(free)s of %(places)s free")
        % {"group": each.profile.label, "free": each.free, "places": each.places}
        for each in row.places
    )
