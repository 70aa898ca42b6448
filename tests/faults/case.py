"""One case with everything in it, and the forms of every address that changes something in cases."""

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.routes.world import make_world

# What a person can fill in, in whatever form it stands.
FIELDS = (
    "code", "other_code", "words", "reason", "name", "address", "user", "body", "role", "kind", "persons", "person",
    "position", "other_position", "due-day", "due-month", "due-year", "verdict", "text_version", "language",
    "request_key", "sex-0", "age_group-0", "nationality-0", "post", "giver", "purpose", "part", "until-day", "stance",
    "query",
)  # fmt: skip


def routes_of(namespace):
    """Name and arguments of every route of a context."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace == namespace:
            yield from (each for each in entry.url_patterns if isinstance(each, URLPattern))


def addresses_of(namespace, ids):
    """One address of every route of a context in this world."""
    for each in routes_of(namespace):
        arguments = {name: ids[name][0] for name in each.pattern.converters}
        yield f"{namespace}:{each.name}", reverse(f"{namespace}:{each.name}", kwargs=arguments)


__all__ = ["FIELDS", "addresses_of", "make_world", "routes_of"]
