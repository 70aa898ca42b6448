"""Steps that tests of the import share."""

from django.utils import timezone

from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import NOON
from zaklon.plan.commands.importing import NewImport, Said, answer_all, confirm, read_file
from zaklon.plan.models import PlanImport
from zaklon.plan.queries.imported import opened
from zaklon.plan.settling.questions import Reply

NEW_STRATEGY = {
    "strategy": "new",
    "strategy_code": "INV-2019",
    "strategy_title": "Invented strategy",
    "first_year": "2019",
    "last_year": "2024",
}


def upload(actor, content, name="plan.docx", **given):
    """Keep a file as the actor; returns the import's id."""
    with acting_as(actor):
        return read_file(NewImport(name, content, **given), actor=actor, now=NOON)


def settled(actor, import_id):
    """The import as it stands."""
    with acting_as(actor):
        return opened(PlanImport.objects.get(pk=import_id), actor=actor, now=NOON)


def say(actor, import_id, *answers):
    """Answer: each is (row, field, text)."""
    with acting_as(actor):
        answer_all(import_id, [Said(*each) for each in answers], actor=actor, now=NOON)


def say_paper(actor, import_id, **changes):
    """Give the facts of the plan and of a new strategy."""
    say(actor, import_id, *(("", field, text) for field, text in {**NEW_STRATEGY, **changes}.items()))


def answer_blocking(actor, import_id):
    """Answer what blocks in the plainest way that fits."""
    plain = {Reply.CURRENCY: "EUR", Reply.AS_READ: "as_read", Reply.PAYER: "donation"}
    asked = settled(actor, import_id).settled.blocking
    say(actor, import_id, *((each.row, each.field, plain[each.kind.reply]) for each in asked))


def confirmed(actor, import_id):
    """Confirm the import as the actor."""
    with acting_as(actor):
        return confirm(import_id, actor=actor, now=timezone.now())


def bring_in(actor, content, name="plan.docx"):
    """Upload, settle and confirm a file that begins a new strategy."""
    import_id = upload(actor, content, name)
    say_paper(actor, import_id)
    answer_blocking(actor, import_id)
    return confirmed(actor, import_id)


def text_of(response):
    """A page's HTML; fails with its beginning when it is no page."""
    assert response.status_code == 200, response.content[:600]
    return response.content.decode()
