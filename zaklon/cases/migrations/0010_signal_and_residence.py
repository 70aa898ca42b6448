"""Two more parts of the file: the signal itself, and the right to stay.

Files that are there already get the two parts, and whoever works on them the keys, by the letters of the matrix on the
day of this migration (cases.rules.matrix).
"""

from importlib import import_module

from django.db import migrations, models

from zaklon.common.rowpolicy import SYSTEM

policies = import_module("zaklon.cases.migrations.0002_row_policies")

# role: (letter of signal, letter of residence). C opens by consent only, so nobody gets a key for it here.
LETTERS = {
    "hotline_operator": "R-", "hotline_supervisor": "A-", "first_responder": "R-", "team_member": "AS",
    "team_president": "AS", "team_secretary": "AS", "case_manager": "OO", "guardian": "-A", "shelter_staff": "-S",
    "police_investigator": "OS", "prosecutor": "AS", "legal_aid_lawyer": "-A", "residence_officer": "-O",
}
HIGHEST = {"O": 2, "R": 2, "A": 1, "S": 0}
ROWS = ", ".join(
    f"('{role}', {part}, {level}, {'true' if letter == 'R' else 'false'})"
    for role, letters in LETTERS.items()
    for part, letter in zip((11, 12), letters, strict=True)
    if letter != "-"
    for level in range(HIGHEST[letter] + 1)
)
NEW_TRACKS = """
    INSERT INTO cases_track (case_id, part, state, since, circle, is_sealed)
    SELECT c.id, p.part, 'not_begun', c.opened_at, c.circle, c.is_sealed
    FROM cases_case c CROSS JOIN (VALUES (11), (12)) p(part)
"""
NEW_KEYS = f"""
    INSERT INTO cases_accesskey (case_id, user_id, body_id, number, ground, starts_at, ends_at)
    SELECT DISTINCT a.case_id, a.user_id, a.body_id, a.case_id * 64 + m.part * 4 + m.level, 'assignment',
           a.starts_at, a.ends_at
    FROM cases_assignment a
    JOIN cases_case c ON c.id = a.case_id
    JOIN (VALUES {ROWS}) m(role, part, level, until_referred) ON m.role = a.role
    WHERE NOT (m.until_referred AND c.is_referred)
      AND NOT EXISTS (
          SELECT 1 FROM cases_conflict f WHERE f.case_id = a.case_id AND f.user_id = a.user_id AND f.lifted_at IS NULL
      )
"""
# As in 0002, with the two parts in what oversight shows.
TRACKS_SEEN = f"{SYSTEM} OR {policies.keyed('status_key')} OR " + policies.overseen(
    f"({policies.COORDINATOR} AND part IN (0, 3, 7, 8, 9, 10, 11, 12))",
    f"({policies.IN_CIRCLE} AND part IN (0, 3, 6, 9, 10, 11, 12))",
)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_indexes_for_size'),
    ]

    operations = [
        migrations.AlterField(
            model_name='breakglass',
            name='part',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')]),
        ),
        migrations.AlterField(
            model_name='copydecision',
            name='part',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')]),
        ),
        migrations.AlterField(
            model_name='event',
            name='part',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')]),
        ),
        migrations.AlterField(
            model_name='opening',
            name='part',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')]),
        ),
        migrations.AlterField(
            model_name='record',
            name='part',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')]),
        ),
        migrations.AlterField(
            model_name='reveal',
            name='part',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')]),
        ),
        migrations.AlterField(
            model_name='sealedfile',
            name='part',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')]),
        ),
        migrations.AlterField(
            model_name='track',
            name='part',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Case code, state, bodies and deadlines'), (1, 'Identity'), (2, 'Safe contact'), (3, 'Screening and decision'), (4, 'Testimony'), (5, 'Health'), (6, 'Placement'), (7, 'Criminal justice'), (8, 'Compensation'), (9, 'Services and plan'), (10, 'Risk'), (11, 'Signal'), (12, 'Right to stay')]),
        ),
        migrations.RunSQL([NEW_TRACKS, NEW_KEYS], migrations.RunSQL.noop),
        migrations.RunSQL(f"ALTER POLICY cases_track_select ON cases_track USING ({TRACKS_SEEN})", migrations.RunSQL.noop),
    ]
