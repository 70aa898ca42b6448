"""Addresses of protection: providers and houses by codes that say nothing; those of a case below it."""

from typing import Any

from django.urls import URLPattern, path

from zaklon.cases.urls import CodeConverter as CodeConverter  # its module registers the converter used here
from zaklon.cases.views.guarding import of_case, watched
from zaklon.protection.views import incidents, people, providers, register, statement, stays


def _case(address: str, view: Any, name: str) -> URLPattern:
    return path(f"cases/<code:code>/{address}", of_case(watched(view)), name=name)


app_name = "protection"
urlpatterns: list[URLPattern] = [
    path("providers/", providers.directory, name="directory"),
    path("providers/add", providers.add_provider, name="add_provider"),
    path("providers/incidents/", incidents.incidents, name="incidents"),
    path("providers/incidents/<uuid:incident_id>", incidents.settle, name="settle"),
    path("providers/<slug:provider>/", providers.provider, name="provider"),
    path("providers/<slug:provider>/licences/add", providers.add_licence, name="add_licence"),
    path("providers/<slug:provider>/licences/<uuid:licence_id>/suspend", providers.suspend, name="suspend"),
    path("providers/<slug:provider>/licences/<uuid:licence_id>/restore", providers.restore, name="restore"),
    path("providers/<slug:provider>/rate", providers.set_rate, name="set_rate"),
    path("providers/<slug:provider>/end", providers.end_provider, name="end_provider"),
    path("providers/<slug:provider>/incident", incidents.file_from_house, name="house_incident"),
    path("providers/<slug:provider>/nights/<str:month>/<str:form>", statement.month, name="statement"),
    path("providers/register/<slug:form>", register.register, name="register"),
    path("licensed-providers/", register.published, name="licensed"),
    path("licensed-providers/<slug:form>", register.published, name="published"),
    path("shelter/", stays.shelter, name="shelter"),
    path("residence/", people.residence, name="residence"),
    path("stays/<uuid:stay_id>/accept", stays.accept, name="accept"),
    path("stays/<uuid:stay_id>/decline", stays.decline, name="decline"),
    path("stays/<uuid:stay_id>/withdraw", stays.withdraw, name="withdraw"),
    path("stays/<uuid:stay_id>/enter", stays.enter, name="enter"),
    path("stays/<uuid:stay_id>/leave", stays.leave, name="leave"),
    _case("stays/add/<int:position>", stays.ask_for_place, "ask"),
    _case("stays/<uuid:stay_id>/keep", stays.keep, "keep"),
    _case("contact/<int:position>", people.contact, "contact"),
    _case("plan/<int:position>", people.plan, "plan"),
    _case("incidents/add/<int:position>", incidents.file_from_case, "incident"),
]
