"""The page that shows every component once; served in demonstrations and tests, read by the accessibility tests.

Everything on it is invented. It is for developers, so its own words are English only.
"""

from datetime import date
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from zaklon.common.dates import Quarter
from zaklon.common.money import Money
from zaklon.web import charts
from zaklon.web.inputs import DayField, MoneyField, NumberField
from zaklon.web.listing import Column, page_of, sort_of
from zaklon.web.parts import Crumb, Figure, SubItem, SummaryRow, Task, TimelineEntry, WaitingItem
from zaklon.web.respond import respond
from zaklon.web.shell import NavigationItem, Shell

_REGIONS = [("north", "North"), ("centre", "Centre"), ("south", "South")]
_COLUMNS = (
    Column("code", "Code", is_sortable=True),
    Column("activity", "Activity", is_sortable=True),
    Column("lead", "Lead body"),
    Column("due", "Deadline", is_sortable=True),
    Column("status", "Status"),
    Column("money", "Planned", is_number=True),
)
_ROWS = (
    (
        "1.1.1",
        "Print and hand out leaflets in three languages",
        "Office for coordination",
        Quarter(2020, 2),
        "done",
        Money("EUR", 400000),
    ),
    (
        "1.1.2",
        "Lessons on recognising deceit in secondary schools",
        "Ministry of education",
        Quarter(2020, 4),
        "late",
        None,
    ),
    (
        "2.3.1",
        "Train border officers to recognise signs of exploitation",
        "Border police",
        Quarter(2020, 3),
        "going",
        Money("EUR", 1500050),
    ),
)
_STATUS = {"done": "Implemented", "late": "Late by 12 days", "going": "In progress"}


class GalleryForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title of the activity", help_text="As it stands in the plan.", max_length=200)
    leaflets = NumberField(label="Copies printed", minimum=0, decimals=0, initial=Decimal(500))
    amount = MoneyField(currency="EUR", label="Money spent", initial=Money("EUR", 4300050))
    held = DayField(label="When was it held?", help_text="For example, 30 6 2020.", initial=date(2020, 6, 30))
    region = forms.ChoiceField(label="Region", choices=_REGIONS)
    kind = forms.ChoiceField(label="Kind of activity", choices=_REGIONS, widget=forms.RadioSelect, initial="north")
    groups = forms.MultipleChoiceField(label="Who took part?", choices=_REGIONS, widget=forms.CheckboxSelectMultiple)
    account = forms.CharField(label="What was done?", widget=forms.Textarea, required=False)
    proof = forms.FileField(label="Evidence", help_text="PDF, Word, Excel or a picture, up to 20 MB.", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    agreed = forms.BooleanField(label="The head of the body has approved this report")


class FilterForm(forms.Form):
    """A filter of a list."""

    text = forms.CharField(label="Words in the title", required=True)
    where = forms.ChoiceField(label="Where", choices=[("", "Everywhere"), *_REGIONS])


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component of the product on one page."""
    request.shell = _example_shell()  # type: ignore[attr-defined]
    wrong = GalleryForm({"held-day": "31", "held-month": "2", "held-year": "2020", "leaflets": "many"}, prefix="wrong")
    wrong.is_valid()
    context = {
        "crumbs": [Crumb("Plans", "/"), Crumb("Action plan 2020", "/"), Crumb("Components")],
        "form": GalleryForm(),
        "wrong": wrong,
        "filter_form": FilterForm(initial={"where": "north"}),
        "columns": _COLUMNS,
        "rows": _ROWS,
        "status": _STATUS,
        "sort": sort_of(request.GET, ("code", "activity", "due"), "code"),
        "page": page_of(request.GET, 1234, 50),
        "amount": Money("EUR", 4300050),
        "day": date(2020, 6, 30),
        **_parts(),
        "charts": _charts(),
    }
    return respond(request, "web/components.html", context)


def _example_shell() -> Shell:
    return Shell(
        service_name="Action against trafficking in human beings",
        navigation=(
            NavigationItem("Overview", "/components", is_current=True),
            NavigationItem("My tasks", "/components?x=1", count=7),
            NavigationItem("Plan", "/components?x=2"),
            NavigationItem("Indicators", "/components?x=3"),
            NavigationItem("Reports", "/components?x=4"),
        ),
        actor_name="Ana Example",
        body_name="Office for coordination",
        account_url="/components",
        sign_out_url="/components",
        notice="This is a demonstration. All people and records in it are invented.",
    )


_BODIES = ("Ministry of the interior", "Ministry of education", "Border police", "Non-governmental organisations")
_YEARS = ("2019", "2020", "2021", "2022", "2023", "2024")
_SPANS = (
    charts.Span("1.1.1 Leaflets", Quarter(2020, 1), Quarter(2020, 2), "Implemented", "done"),
    charts.Span("1.1.2 Lessons in schools", Quarter(2020, 2), Quarter(2020, 4), "Late", "late"),
    charts.Span("2.3.1 Training of officers", Quarter(2020, 3), Quarter(2021, 2), "In progress", "going"),
)


def _charts() -> list[charts.Chart]:
    series = charts.Series
    by_status = (
        series("Implemented", (8, 4, 5, 3)),
        series("In progress", (4, 3, 2, 1)),
        series("Late", (2, 2, None, 1)),
    )
    identified = (series("Identified", (39, 41, None, 43.5, 44, 46)),)
    targets = (series("Target", (None, None, 42, None, None, 45)),)
    leads = (series("Activities", (14, 9, 7, 5)),)
    return [
        charts.bar_chart("Activities by lead body", "Interior 14, education 9, border police 7.", _BODIES, leads),
        charts.stacked_bar_chart("Activities by status", "Each body has late ones but one.", _BODIES, by_status),
        charts.line_chart("Identified each year", "From 39 to 46; the target is 45.", _YEARS, identified, targets),
        charts.timeline_chart("The plan by quarter", "Three activities in six quarters.", _SPANS, Quarter(2020, 4)),
    ]


def _parts() -> dict[str, object]:
    return {
        "figures": [
            Figure("activities in the plan", "48"),
            Figure("implemented", "31", note="65% of 48", href="/components"),
            Figure("late", "6", note="2 more than last quarter", needs_attention=True),
            Figure("planned money", "€173,900", note="€82,500 of it donations"),
        ],
        "sub_items": [
            SubItem("Activity", "/components", is_current=True),
            SubItem("Results", "/components?t=1"),
            SubItem("Money", "/components?t=2"),
            SubItem("History", "/components?t=3", count=3),
        ],
        "tab_parts": [
            {"id": "tab-plan", "text": "Plan", "html": mark_safe("<p class='govuk-body'>The plan.</p>")},
            {"id": "tab-money", "text": "Money", "html": mark_safe("<p class='govuk-body'>The money.</p>")},
        ],
        **_lists(),
    }


def _lists() -> dict[str, object]:
    return {
        "summary": [
            SummaryRow("Lead body", "Office for coordination", "Change", "/components"),
            SummaryRow("Partners", "Ministry of education, NGOs"),
            SummaryRow("Deadline", "30 June 2020", "Change", "/components"),
        ],
        "entries": [
            TimelineEntry(
                "Report approved", "14 July 2020, 10:05", "Head of the body", "Checked against the invoices."
            ),
            TimelineEntry(
                "Report sent for approval", "10 July 2020, 15:41", "Reporter of the body", href="/components"
            ),
        ],
        "waiting": [
            WaitingItem("Approve the report on activity 1.1.1", "/components", "Education", "Due 30 June 2020"),
            WaitingItem("Answer on activity 2.3.1", "/components", "Border police", "12 days late", is_late=True),
        ],
        "tasks": [
            Task("Say what was done", "Completed", "/components"),
            Task("Enter the results", "In progress", "/components", "Two of three results entered", "going"),
            Task("Send for approval", "Cannot start yet"),
        ],
    }
