"""What the filtered lists of the working pages share."""

from django.http import QueryDict

from zaklon.plan.forms.work import FilterForm
from zaklon.web.listing import query_without


def chips(query: QueryDict, form: FilterForm) -> list[dict[str, str]]:
    """The choices that are made, each with the address that takes it away."""
    return [{"text": label, "href": f"?{query_without(query, name, 'page')}"} for name, label in form.chosen_labels()]
