"""Tables of protection. No table here, and none of the shared system, holds an address of a provider."""

from zaklon.protection.models.contact import ContactPlan
from zaklon.protection.models.incident import CaseIncident, Incident
from zaklon.protection.models.placement import Placement
from zaklon.protection.models.provider import Capacity, Licence, Provider, Rate, Suspension

__all__ = [
    "Capacity",
    "CaseIncident",
    "ContactPlan",
    "Incident",
    "Licence",
    "Placement",
    "Provider",
    "Rate",
    "Suspension",
]
