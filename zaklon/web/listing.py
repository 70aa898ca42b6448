"""Lists whose filter, order and page live in the address, so that a link shows the same list."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class Column:
    """A column of a table; only sortable ones get a link in their heading."""

    key: str
    text: str
    is_number: bool = False
    is_sortable: bool = False


@dataclass(frozen=True)
class Sort:
    """The order of a list. `query` is the rest of the address's query, encoded."""

    key: str
    is_descending: bool
    query: str

    def state(self, key: str) -> str:
        """Value of aria-sort for the column."""
        if key != self.key:
            return "none"
        return "descending" if self.is_descending else "ascending"

    def href(self, key: str) -> str:
        """Address of the same list by this column: the other way round when it is already the order."""
        turned = key == self.key and not self.is_descending
        return _address(self.query, "sort", f"-{key}" if turned else key)


@dataclass(frozen=True)
class Page:
    """One page of a list, counted from 1. `query` is the rest of the address's query, encoded."""

    number: int
    size: int
    total: int
    query: str

    @property
    def count(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """Number of the first row shown, 0 on an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.offset + self.size, self.total)

    def href(self, number: int) -> str:
        """Address of another page of the same list."""
        return _address(self.query, "page", str(number))

    def shown_numbers(self) -> list[int | None]:
        """Page numbers to link: first, last, the neighbours; None stands for the gap between."""
        near = {1, self.count, self.number - 1, self.number, self.number + 1}
        shown: list[int | None] = []
        for number in sorted(number for number in near if 1 <= number <= self.count):
            previous = shown[-1] if shown else None
            if previous is not None and number - previous == 2:
                shown.append(number - 1)
            elif previous is not None and number - previous > 2:
                shown.append(None)
            shown.append(number)
        return shown


def page_of(query: QueryDict, total: int, size: int = 50) -> Page:
    """The page that the address asks for; the first or last one when it asks for one that is not there."""
    page = Page(1, size, total, query_without(query, "page"))
    return Page(min(asked_page(query), page.count), size, total, page.query)


def asked_page(query: QueryDict) -> int:
    """The number of the page that the address asks for, whether there is such a page or not; at least 1."""
    asked = query.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def sort_of(query: QueryDict, keys: Collection[str], default: str) -> Sort:
    """The order that the address asks for ("due", or "-due" for descending); the default for unknown keys."""
    asked = query.get("sort", default)
    chosen = asked if asked.removeprefix("-") in keys else default
    return Sort(chosen.removeprefix("-"), chosen.startswith("-"), query_without(query, "sort", "page"))


def query_without(query: QueryDict, *names: str) -> str:
    """The query, encoded, without these names and without empty values."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        filled = [value for value in values if value != ""]
        if name not in names and filled:
            kept.setlist(name, filled)
    return kept.urlencode()


def _address(query: str, name: str, value: str) -> str:
    return "?" + (f"{query}&" if query else "") + f"{name}={value}"
