"""docs/permissions.md, printed from the matrix."""

from django.utils import translation

from zaklon.access.permissions import Permission
from zaklon.access.roles import MATRIX, Role

_HEAD = """# Roles and permissions

Printed from the code by `make docs`; do not edit. The matrix itself stands in `zaklon/access/roles.py`.

Two locks stand before every record. The *reach* of a role decides which rows the database shows at all (row policies);
a *permission* decides what may be done with them. A person holds posts: a role in a body from one day to another. For
the body that they act for, the permissions of all their posts there add up; with the post, its permissions end.
"""

_REACHES = {
    "office": "every plan and report, also before it is adopted; names of all staff",
    "audit": "the same, and the audit trail; writes nothing",
    "admin": "people, posts, invitations, bodies; of plans only what is adopted",
    "body": "what the body leads or takes part in; names of its own staff; everything adopted",
    "public": "what is adopted and published",
}


def permissions_page() -> str:
    """The whole page as Markdown, in English."""
    with translation.override("en"):
        return "\n".join([_HEAD, *_permissions(), "", *_matrix(), "", *_reaches()]) + "\n"


def _permissions() -> list[str]:
    lines = ["## What each permission allows", "", "| permission | allows to |", "| --- | --- |"]
    return lines + [f"| `{each.value}` | {_small(str(each.label))} |" for each in Permission]


def _matrix() -> list[str]:
    lines = ["## Who holds which", ""]
    lines += ["| role | reach | " + " | ".join(f"`{each.value}`" for each in Permission) + " |"]
    lines += ["| --- | --- |" + " :-: |" * len(Permission)]
    for role in Role:
        grant = MATRIX[role]
        marks = " | ".join("yes" if each in grant.permissions else "" for each in Permission)
        lines.append(f"| {role.label} (`{role.value}`) | {grant.reach} | {marks} |")
    return lines


def _reaches() -> list[str]:
    lines = ["## How far each reach goes", "", "| reach | the database shows |", "| --- | --- |"]
    return lines + [f"| {reach} | {text} |" for reach, text in _REACHES.items()]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
