"""What the worker does for the trail."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zaklon.access.commands import seals


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="access.seal", lock="access.seal", pass_context=False)
def seal(timestamp: int) -> None:
    """Seal every five minutes, and in between once a thousand rows wait."""
    now = timezone.now()
    if timestamp // 60 % 5 == 0:
        seals.seal_trail(now=now)
    else:
        seals.seal_when_many_wait(now=now)


@app.periodic(cron="2,17,32,47 * * * *")
@app.task(queueing_lock="access.mail_head", pass_context=False)
def mail_head(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Every quarter of an hour somebody outside gets the head, so that no more than that can be rewritten unseen."""
    seals.mail_head(now=timezone.now())
