"""The page on which those who run the system see whether it would survive a broken disk."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.config.continuity.drills import Drill
from zaklon.config.continuity.state import standing_for
from zaklon.web.respond import respond

_FAULTS: dict[str, str | Promise] = {
    "no_backup": gettext_lazy("There was no backup to restore."),
    "no_scratch_server": gettext_lazy("No server could be started to restore into."),
    "took_too_long": gettext_lazy("It took more than three hours and was stopped."),
    "ended_unasked": gettext_lazy("The drill ended by itself; see the log of the worker."),
    "unusable": gettext_lazy("The backup is cut, changed, or under another key."),
    "refused": gettext_lazy("The restore was refused; try it on the command line to see why."),
    "not_restored": gettext_lazy("The programs of the database could not restore it."),
    "erased_list": gettext_lazy("The list of erased persons was changed by somebody."),
    "seal": gettext_lazy("The trail in the backup is not as it was sealed."),
    "head": gettext_lazy("The trail in the backup ends in another block than the backup says."),
    "sample": gettext_lazy("Sealed records in the backup do not open with the keys that are here."),
}


@require_GET
def upkeep(request: ActorRequest) -> HttpResponse:
    """Backups, drills and heads: when last, and what is too old."""
    found = standing_for(request.actor, now=timezone.now())
    rows = [{"at": each.at, "what": _shown(each), "is_good": each.is_good} for each in found.drills]
    context = {
        "backup_at": found.backup_at,
        "good_drill_at": found.good_drill_at,
        "head_at": found.head_at,
        "warnings": [_WARNINGS[name] for name in sorted(found.is_late)],
        "drills": rows,
    }
    return respond(request, "config/upkeep.html", context)


_WARNINGS: dict[str, str | Promise] = {
    "backup": gettext_lazy("The newest backup is too old, or there is none. Whoever runs the system must look today."),
    "drill": gettext_lazy("For too long no backup was restored on trial. One that nobody has tried is only a hope."),
    "head": gettext_lazy("For too long no seal of the trail was handed to somebody outside."),
}


def _shown(drill: Drill) -> str:
    if not drill.is_good:
        return " ".join(str(_FAULTS.get(code, code)) for code in drill.faults)
    return _(
        "The backup can be restored: %(rows)s rows in %(tables)s tables, %(blocks)s blocks of the trail, "
        "%(opened)s sealed records opened, in %(seconds)s seconds."
    ) % {
        "rows": drill.rows,
        "tables": drill.tables,
        "blocks": drill.blocks,
        "opened": drill.opened,
        "seconds": round(drill.seconds),
    }
