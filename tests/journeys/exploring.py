"""Which pages there are for whom: by following links, then by asking every route for which an id has been seen."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice, product
from urllib.parse import parse_qsl, urljoin, urlsplit
from uuid import UUID

from django.urls import Resolver404, ResolverMatch, resolve, reverse
from playwright.sync_api import APIRequestContext, APIResponse

Key = tuple[str, ...]
Route = tuple[str, tuple[str, ...]]  # its name and the names of its arguments

# These parts of a query change what a page is, not only which rows it lists.
_TELLING = {"list", "stage", "show"}
# A route may want one record among many, such as a report that may still be written.
_TRIES_PER_ROUTE = 40
# For arguments that no link shows: a route for forms only says so before it looks for a record.
_NOBODY = str(UUID(int=0))
_INVENTED = {"verb": "submit", "pk": "1", "number": "1", "uidb36": "1", "link_id": "1", "page": "1", "parent": "1"}


@dataclass
class Explorer:
    """Pages by route, one instance each, and the ids that their addresses hold.

    `pages` maps a route to (person, address). `closed` are routes that never answer GET with a page: forms and files.
    """

    pages: dict[Key, tuple[str, str]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    ids: dict[str, dict[str, None]] = field(default_factory=dict)

    def follow_links(self, person: str, request: APIRequestContext, starts: Iterable[str]) -> None:
        """Visit one page of each route that this person's pages lead to.

        Where somebody else has been already, only the starts are read again for links.
        """
        waiting, seen = deque((start, True) for start in starts), set(self.pages)
        while waiting:
            address, is_start = waiting.popleft()
            match = self._noted(address)
            if match is None or ((key := _key(match, address)) in seen and not is_start):
                continue
            seen.add(key)
            response = request.get(address, max_redirects=0)
            if self._is_page(match.view_name, response):
                self.pages.setdefault(key, (person, address))
                waiting += [(link, False) for link in sorted(self._links(response.text(), address), key=len)]

    def ask_routes(self, routes: Iterable[Route], people: Mapping[str, APIRequestContext]) -> set[str]:
        """Ask for a page of every route that no link led to; returns the routes that opened for nobody."""
        found = {key[0] for key in self.pages}
        missing = [route for route in routes if route[0] not in found]
        return {name for name, arguments in missing if not self._opens(name, arguments, people)}

    def _opens(self, name: str, arguments: tuple[str, ...], people: Mapping[str, APIRequestContext]) -> bool:
        for address in self._addresses(name, arguments):
            for person, request in people.items():
                if self._is_page(name, request.get(address, max_redirects=0)):
                    self.pages[(name,)] = (person, address)
                    return True
                if name in self.closed:
                    return True
        return False

    def _addresses(self, name: str, arguments: tuple[str, ...]) -> Iterator[str]:
        values = [list(self.ids.get(argument) or {_INVENTED.get(argument, _NOBODY): None}) for argument in arguments]
        for chosen in islice(product(*values), _TRIES_PER_ROUTE):
            yield reverse(name, kwargs=dict(zip(arguments, chosen, strict=True)))

    def _is_page(self, name: str, response: APIResponse) -> bool:
        is_html = response.headers.get("content-type", "").startswith("text/html")
        is_empty = response.status == 204
        if response.status == 405 or is_empty or (response.ok and not is_html):
            self.closed.add(name)
        return response.ok and is_html and not is_empty

    def _links(self, html: str, address: str) -> Iterator[str]:
        for href in re.findall(r'<a [^>]*?href="([^"#]+)', html):
            link = urlsplit(urljoin(address, unescape(href)))
            if not link.netloc and self._noted(link.path):
                yield link.path + ("?" + link.query if link.query else "")

    def _noted(self, address: str) -> ResolverMatch | None:
        """The route of an address; its ids are kept for asking other routes."""
        try:
            match = resolve(urlsplit(address).path)
        except Resolver404:
            return None
        for name, value in match.kwargs.items():
            self.ids.setdefault(name, {})[str(value)] = None
        return match


def _key(match: ResolverMatch, address: str) -> Key:
    told = sorted(f"{name}={value}" for name, value in parse_qsl(urlsplit(address).query) if name in _TELLING)
    forms = [str(value) for name, value in match.kwargs.items() if name in {"form", "verb", "kind"}]
    return (match.view_name, *forms, *told)
