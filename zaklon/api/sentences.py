"""What refusals of the API say; those of commands keep their own sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "program_reads_only": _("This key may only read. Make another one for a program that enters things."),
    "request_key_missing": _("Send the header Idempotency-Key with a UUID of your own for each new request."),
    "request_key_reused": _("This Idempotency-Key belongs to a request with other content. Use a new one."),
    "request_in_work": _("The same request is being worked on. Ask again in a moment."),
    "body_unreadable": _("The content of the request cannot be read. Send one JSON object in UTF-8."),
    "body_not_json": _("Send the content of the request as application/json."),
    "form_unknown": _("There is no form with this code. Choose one of the forms in use."),
    "field_unfit": _("The field %(field)s does not fit: %(what)s"),
}
