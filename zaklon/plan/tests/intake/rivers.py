"""Invented plans of any size with a register of their own, for tests that count what the import costs."""

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_body
from zaklon.plan.models import PlanImport, YearlyPlan
from zaklon.plan.tests.importing import made_words
from zaklon.plan.tests.importing.made_plans import make_plan, render
from zaklon.plan.tests.intake.walking import answer_blocking, say_paper, upload


def load_rivers():
    """The invented bodies of the rivers."""
    made = {}
    for body in made_words.BODIES:
        parent = made[body.parent] if body.parent else None
        made[body.code] = make_body(body.code, parent=parent, is_generic=body.is_generic, name=body.names["en"])


def rivers_file(count, *, form="docx", seed=4):
    """A plan file of so many activities."""
    return render(make_plan(count, seed=seed), form)


def kept_imports():
    """Every import that is kept, for tests of other contexts."""
    with acting_as(SYSTEM):
        return list(PlanImport.objects.order_by("pk"))


def kept_plans():
    """How many plans there are."""
    with acting_as(SYSTEM):
        return YearlyPlan.objects.count()


def waiting(actor, count, *, form="docx", year=2027, **new):
    """An import of so many activities of which every blocking question is answered; returns its id."""
    import_id = upload(actor, rivers_file(count), f"plan.{form}")
    facts = {"strategy_code": f"RIV-{count}", "first_year": "2024", "last_year": "2028", **new}
    say_paper(actor, import_id, **facts)
    answer_blocking(actor, import_id)
    return import_id
