"""The administrator's pages: who has an account, which posts they hold, who is invited."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zaklon.access.commands import accounts
from zaklon.access.commands import people as commands
from zaklon.access.forms.people import AddressForm, InviteForm, NameSearchForm, PeopleFilterForm, PostForm
from zaklon.access.forms.shared import put_refusal
from zaklon.access.middleware import ActorRequest
from zaklon.access.permissions import Permission
from zaklon.access.queries import people as queries
from zaklon.access.queries.bodies import directory
from zaklon.access.roles import Role
from zaklon.common.errors import RuleBroken
from zaklon.web.languages import current
from zaklon.web.listing import Page, page_of
from zaklon.web.respond import respond

_MOST_FOUND = 50


@require_http_methods(["GET", "POST"])
def people(request: ActorRequest) -> HttpResponse:
    """Everyone with an account; a posted name is looked for, so that it stands in no address."""
    bodies, now = directory(current().code), timezone.now()
    chooser = PeopleFilterForm(request.GET, directory=bodies.values())
    search = NameSearchForm(request.POST if request.method == "POST" else None)
    chosen = chooser.chosen()
    if request.method == "POST" and search.is_valid():
        chosen = queries.PeopleFilter(part_of_name=search.cleaned_data["name"].strip())
    rows, page = _one_page(request, chosen)
    context = {
        "bodies": bodies,
        "chooser": chooser,
        "search": search,
        "is_search": bool(chosen.part_of_name),
        "has_left": chosen.has_left,
        "people": rows,
        "page": page,
        "invitations": queries.open_invitations(actor=request.actor, now=now),
    }
    return respond(request, "access/people.html", context)


def _one_page(request: ActorRequest, chosen: queries.PeopleFilter) -> tuple[list[queries.PersonRow], Page]:
    today = timezone.localdate()
    total = queries.count_people(chosen, actor=request.actor, today=today)
    # What was searched for cannot be carried to a second page, so a search shows the first ones of all it found.
    page = Page(1, _MOST_FOUND, total, "") if chosen.part_of_name else page_of(request.GET, total)
    return queries.people(chosen, actor=request.actor, today=today, offset=page.offset, limit=page.size), page


@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest) -> HttpResponse:
    """Offer somebody an account with a first post."""
    request.actor.must(Permission.PEOPLE_MANAGE)
    bodies = directory(current().code).values()
    form = InviteForm(request.POST or None, directory=bodies, today=timezone.localdate(), initial=_first_choice())
    if request.method == "POST" and form.is_valid():
        try:
            commands.invite(form.person(), actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("The invitation is on its way. It can be accepted for seven days."))
            return redirect("access:people")
    return respond(request, "access/invite.html", {"form": form}, status=422 if form.errors else 200)


def _first_choice() -> dict[str, str]:
    return {"language": current().code}


@require_POST
def withdraw_invitation(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """Make an invitation's link worthless."""
    commands.withdraw_invitation(invitation_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The invitation was withdrawn. Its link opens nothing any more."))
    return redirect("access:people")


@require_http_methods(["GET", "POST"])
def person(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """One person with their posts; a posted form gives a further post."""
    today = timezone.localdate()
    row = queries.person(user_id, actor=request.actor, today=today)
    bodies = directory(current().code)
    form = PostForm(request.POST or None, directory=bodies.values(), today=today)
    if request.method == "POST" and form.is_valid() and _gave_post(request, user_id, form):
        messages.success(request, _("The post was given."))
        return redirect("access:person", user_id)
    context = {"person": row, "bodies": bodies, "form": form, "is_self": user_id == request.actor.user_id}
    return respond(request, "access/person.html", context, status=422 if form.errors else 200)


def _gave_post(request: ActorRequest, user_id: UUID, form: PostForm) -> bool:
    said = form.cleaned_data
    start: date = said["start_date"]
    try:
        commands.give_post(
            user_id, said["body"], Role(said["role"]), start_date=start, actor=request.actor, now=timezone.now()
        )
    except RuleBroken as refusal:
        put_refusal(form, refusal)
        return False
    return True


@require_POST
def end_post(request: ActorRequest, post_id: UUID) -> HttpResponse:
    """End a post today."""
    user_id = commands.end_post(post_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("The post has ended. Its rights are gone."))
    return redirect("access:person", user_id)


@require_http_methods(["GET", "POST"])
def change_address(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Give a person another address to sign in with."""
    row = queries.person(user_id, actor=request.actor, today=timezone.localdate())
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change_address(user_id, form.cleaned_data["email"], actor=request.actor, now=timezone.now())
        except RuleBroken as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("The address was changed. The person signs in with the new one."))
            return redirect("access:person", user_id)
    return respond(
        request, "access/change_address.html", {"person": row, "form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def drop_second_factors(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """For somebody who lost phone, key and recovery codes; asks once more before it does so."""
    row = queries.person(user_id, actor=request.actor, today=timezone.localdate())
    if request.method == "POST":
        accounts.drop_second_factors(user_id, actor=request.actor, now=timezone.now())
        messages.success(request, _("Signed out everywhere. With the next password, the second step is set up anew."))
        return redirect("access:person", user_id)
    return respond(request, "access/drop_second_factors.html", {"person": row})
