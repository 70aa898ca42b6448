"""What the actions of certificates and courses are called on the trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "certificates.issued": _("Certificates issued"),
    "certificates.withdrawn": _("Certificates withdrawn"),
    "course.uploaded": _("Course uploaded"),
    "course.published": _("Course published"),
    "course.retired": _("Course retired"),
    "course.begun": _("Course begun"),
    "course.passed": _("Course passed"),
}
