"""Tables without a row policy, each with its reason; every other table must have a forced one."""

OPEN_TABLES = {
    "django_migrations": "names of migrations only",
    "django_content_type": "names of models only; the application's role cannot read it",
    "auth_permission": "Django's own, unused; the application's role cannot read it",
    "auth_group": "Django's own, unused; the application's role cannot read it",
    "auth_group_permissions": "Django's own, unused; the application's role cannot read it",
    "django_session": "read before anybody is known; holds a user's id and times, no content",
    "zaklon_cache": "counters of rate limits and where a sent form led, under digests",
    "app_context_key": "readable by nobody but the owner of the context functions",
    "procrastinate_jobs": "task names and identifiers; job arguments hold no personal data",
    "procrastinate_events": "times of jobs",
    "procrastinate_periodic_defers": "times of jobs",
    "procrastinate_workers": "heartbeats",
}
