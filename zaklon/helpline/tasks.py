"""What the worker does for the helpline."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.helpline.commands import days, words

log = logging.getLogger("zaklon.helpline")


@app.periodic(cron="1,31 * * * *")
@app.task(queueing_lock="helpline.count_days", lock="helpline.count_days", pass_context=False)
def count_days(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Make the reports of the days that are over. Midnight is that of the country's clock, so it looks each half hour;
    nights in which the worker did not run are made up for.
    """
    now = timezone.now()
    if made := days.make_due_reports(now=now):
        log.info("helpline.days_counted", extra={"count": made})
    if made := days.make_due_analyses(now=now):
        log.info("helpline.analyses_made", extra={"count": made})


@app.periodic(cron="47 2 * * *")
@app.task(queueing_lock="helpline.tidy_words", pass_context=False)
def tidy_words(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Delete notes whose time is up, and bring the others under the newest key."""
    now = timezone.now()
    log.info("helpline.words_deleted", extra={"count": words.delete_old_words(timezone.localdate(now), now=now)})
    log.info("helpline.words_rewrapped", extra={"count": words.rewrap_words()})
