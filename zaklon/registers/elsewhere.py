"""Reports of the pack that other contexts make: where each is found, so that one page lists all that is owed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from zaklon.access.permissions import Permission


@dataclass(frozen=True)
class ReportPage:
    """The name of the page where a report is made, with its arguments, and the permission that opens it."""

    view: str
    permission: Permission
    arguments: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        """The address of the page."""
        return reverse(self.view, args=self.arguments)


_pages: dict[str, ReportPage] = {}


def register_report_pages(pages: Mapping[str, ReportPage]) -> None:
    """Say where reports are made, by their codes in the pack."""
    _pages.update(pages)


def report_pages() -> Mapping[str, ReportPage]:
    """Where each report is made that no register makes."""
    return _pages
