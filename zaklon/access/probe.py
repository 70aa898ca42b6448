"""What the database must be before it is trusted: version, role, and the known wrong answer of row security."""

from dataclasses import dataclass

from django.db import connection

# Minors before which PostgreSQL kept old role rights in cached plans (SECURITY.md 3.4).
_FLOOR = {15: 20}

_SETUP = """
CREATE TEMP TABLE part(id int PRIMARY KEY, case_id int); CREATE TEMP TABLE usr(id int PRIMARY KEY, role text);
CREATE TEMP TABLE rule(role text, kind int, code char(1), PRIMARY KEY(role, kind));
CREATE TEMP TABLE assign(usr int, case_id int); CREATE TEMP TABLE glass(usr int, case_id int);
INSERT INTO part SELECT g, g / 8 FROM generate_series(0, 31) g;
INSERT INTO usr SELECT g, 'r' || g FROM generate_series(0, 27) g;
INSERT INTO rule SELECT 'r' || (g / 8), g % 8, 'A' FROM generate_series(0, 223) g;
INSERT INTO assign VALUES (18, 0); INSERT INTO glass VALUES (18, 3);
"""

# A user assigned to case 0 asks for parts; rows 24 to 31 belong to case 3 and must not appear.
_QUESTION = """
SELECT array_agg(id ORDER BY id) FROM (
    SELECT id, EXISTS (
        SELECT 1 FROM usr u JOIN rule r ON r.role = u.role WHERE u.id = (SELECT 18) AND r.kind = part.id % 8 AND (
            (EXISTS (SELECT 1 FROM assign s WHERE s.usr = u.id AND s.case_id = part.case_id) AND r.code <> 'C')
            OR (r.code = 'B' AND EXISTS (SELECT 1 FROM glass b WHERE b.usr = u.id AND b.case_id = part.case_id))
        )
    ) AS ok FROM part
) x WHERE ok
"""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with the database: production refuses to start, a demonstration warns."""

    code: str
    text: str


def probe() -> list[Finding]:
    """Ask the database; a right answer proves nothing, a wrong one is final."""
    return [*_role_findings(), *_version_findings(), *_wrong_answer_findings()]


def _role_findings() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole, "
            "EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace) "
            "FROM pg_roles WHERE rolname = current_user"
        )
        name, is_mighty, owns = cursor.fetchone()
    findings = []
    if is_mighty:
        findings.append(Finding("role_too_mighty", f"The role {name} may pass by row policies. Connect as zaklon_app."))
    if owns:
        findings.append(Finding("role_owns_tables", f"The role {name} owns tables. Connect as zaklon_app."))
    return findings


def _version_findings() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
    major, minor = divmod(version, 10_000)
    if major < 15:
        return [Finding("version_too_old", f"PostgreSQL {major} is too old; 15 or newer is needed.")]
    if minor < _FLOOR.get(major, 0):
        text = (
            f"PostgreSQL {major}.{minor} has known faults of row security; update to {major}.{_FLOOR[major]} or newer."
        )
        return [Finding("version_unpatched", text)]
    return []


def _wrong_answer_findings() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN" if not connection.in_atomic_block else "SAVEPOINT probe")
        try:
            cursor.execute(_SETUP)
            cursor.execute(_QUESTION)
            answer = cursor.fetchone()[0]
        finally:
            cursor.execute("ROLLBACK" if not connection.in_atomic_block else "ROLLBACK TO SAVEPOINT probe")
    if answer == list(range(8)):
        return []
    text = (
        "This PostgreSQL gives wrong answers for nested EXISTS under OR. Zaklon's own policies avoid that shape, "
        "but update the server before real people are in it."
    )
    return [Finding("wrong_answers", text)]
