"""How a licence stands, in words for pages and reports."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaklon.protection.queries.directory import LicenceRow


def licence_state(row: LicenceRow) -> tuple[str, str]:
    """A tag for a licence."""
    if row.is_suspended:
        return _("Suspended"), "late"
    if not row.is_current:
        return (_("Has run out"), "late") if row.days_left == 0 else (_("Not yet begun"), "")
    if row.runs_out_soon:
        text = ngettext("Runs out in %(num)s day", "Runs out in %(num)s days", row.days_left)
        return text % {"num": row.days_left}, "waiting"
    return _("Valid"), "done"
