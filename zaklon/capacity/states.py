"""How a version of a course stands: drafts are seen by their body alone, retired ones are begun by nobody."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from zaklon.access.permissions import Permission as P
from zaklon.access.workflow import Step


class VersionState(TextChoices):
    """How a version stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


_S = VersionState
VERSION_STEPS = (
    Step("publish", _S.DRAFT, _S.PUBLISHED, P.COURSE_MANAGE),
    Step("retire", _S.DRAFT, _S.RETIRED, P.COURSE_MANAGE),
    Step("retire", _S.PUBLISHED, _S.RETIRED, P.COURSE_MANAGE),
)
