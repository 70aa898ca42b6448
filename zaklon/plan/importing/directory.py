"""The directory of bodies as a country pack gives it."""

from zaklon.plan.importing.bodies import BodyNames, BodyRecord
from zaklon.vocabulary.pack import Pack


def names_of_pack(pack: Pack) -> BodyNames:
    """Every body of the pack under its names in all languages and its aliases; English leads where there is one."""
    aliases: dict[str, list[str]] = {}
    for alias in pack.body_aliases:
        aliases.setdefault(alias.body, []).append(alias.alias)
    return BodyNames.build(
        BodyRecord(
            code=body.code,
            name=body.labels.get("en") or next(iter(body.labels.values())),
            aliases=tuple(dict.fromkeys([*body.labels.values(), *aliases.get(body.code, [])])),
            parent_code=body.parent,
            is_generic=body.is_generic,
        )
        for body in pack.bodies
    )
