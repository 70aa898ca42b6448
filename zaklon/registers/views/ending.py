"""What ends soon, and what nobody has checked for too long."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zaklon.access.middleware import ActorRequest
from zaklon.registers.queries.ending import endings_for, unchecked_for
from zaklon.registers.views.words import to_registers
from zaklon.web.languages import current
from zaklon.web.listing import Column
from zaklon.web.parts import Crumb
from zaklon.web.respond import respond


@require_GET
def ending(request: ActorRequest) -> HttpResponse:
    """Agreements, contact persons and the like, by their last day."""
    actor, language, today = request.actor, current().code, timezone.localdate()
    columns = [Column("what", _("What it is")), Column("register", _("Register")), Column("body", _("Body"))]
    context = {
        "today": today,
        "endings": endings_for(actor, language, today),
        "unchecked": unchecked_for(actor, language, today),
        "columns": [*columns, Column("day", _("Last day"))],
        "crumbs": [*to_registers(), Crumb(_("What ends soon"))],
    }
    return respond(request, "registers/ending.html", context)
