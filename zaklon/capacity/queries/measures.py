"""Numbers of courses and certificates for the plan's measures. Each runs as the system and gives a number alone."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from zaklon.capacity.models import Certificate, CourseVersion, Learning
from zaklon.registers.counting import Days


def course_completions(days: Days) -> int:
    """Completions on these days, each person once for each course: by the first time that it was passed."""
    begin, end = _moments(days)
    passed = Learning.objects.filter(passed_at__lt=end).order_by("passed_at", "pk")
    first: dict[tuple[object, object], datetime] = {}
    for user_id, course_id, at in passed.values_list("user_id", "version__course_id", "passed_at"):
        if at is not None:
            first.setdefault((user_id, course_id), at)
    return sum(at >= begin for at in first.values())


def courses_published(days: Days) -> int:
    """Courses of which a version was published on these days, each course once."""
    begin, end = _moments(days)
    found = CourseVersion.objects.filter(published_at__gte=begin, published_at__lt=end)
    return found.order_by().values("course_id").distinct().count()


def certificates_issued(days: Days) -> int:
    """Certificates issued on these days that were not withdrawn since."""
    found = Certificate.objects.filter(withdrawn_at__isnull=True)
    return found.filter(batch__issued_on__gte=days.start, batch__issued_on__lte=days.end).count()


def _moments(days: Days) -> tuple[datetime, datetime]:
    """The first moment of the days, and the first one after them, here."""
    begin = timezone.make_aware(datetime.combine(days.start, time()))
    return begin, timezone.make_aware(datetime.combine(days.end + timedelta(days=1), time()))
