import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models

from zaklon.common.rowpolicy import SYSTEM, row_policy

KEYS = (
    "ARRAY(SELECT k.number FROM cases_accesskey k WHERE k.user_id = (SELECT app_user()) "
    "AND k.body_id = (SELECT app_body()) AND k.starts_at <= statement_timestamp() "
    "AND (k.ends_at IS NULL OR statement_timestamp() < k.ends_at))"
)
OFFICER = "'data_protection_officer' = ANY ((SELECT app_roles())::text[])"
MINE = "(user_id = (SELECT app_user()) AND body_id = (SELECT app_body()))"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_case_supervisor"),
        ("cases", "0007_panels"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="alert",
            name="kind",
            field=models.CharField(
                choices=[
                    ("many_cases", "Many different cases opened in a day"),
                    ("searches_only", "Many searches by name without opening a case"),
                    ("after_hand_over", "Looked for a case that was handed over"),
                    ("strange_case", "Looked for a case of others by its code"),
                    ("same_name", "Bears a family name that stands in the case"),
                    ("mass_export", "Wanted to take out many cases at once"),
                    ("nobody_at_work", "Was the last to work on an open case"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="CopyDecision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "part",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Case code, state, bodies and deadlines"),
                            (1, "Identity"),
                            (2, "Safe contact"),
                            (3, "Screening and decision"),
                            (4, "Testimony"),
                            (5, "Health"),
                            (6, "Placement"),
                            (7, "Criminal justice"),
                            (8, "Compensation"),
                            (9, "Services and plan"),
                            (10, "Risk"),
                        ]
                    ),
                ),
                ("ground", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField()),
                (
                    "read_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("case_id"), "*", models.Value(64)
                                ),
                                "+",
                                django.db.models.expressions.CombinedExpression(models.F("part"), "*", models.Value(4)),
                            ),
                            "+",
                            models.Value(1),
                        ),
                        output_field=models.BigIntegerField(),
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.record"),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="cases.rightsrequest"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("request", "record"), name="copy_decided_once")],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("time_passed", "The time for which the data are kept has passed"),
                            ("request", "The person asked for it, and it was granted"),
                            ("order", "Order of a court or of the supervisory authority"),
                            ("restored", "Erased before; erased again after a backup was restored"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("entries", models.PositiveIntegerField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.person"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person",), name="erasure_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="erasure_by_two_different",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), size=None),
                ),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("purpose", models.CharField(max_length=400)),
                ("form", models.CharField(max_length=4)),
                ("receiver", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("fetched", models.PositiveSmallIntegerField(default=0)),
                ("fetched_at", models.DateTimeField(null=True)),
                ("purged_at", models.DateTimeField(null=True)),
                ("request_key", models.UUIDField(null=True)),
                ("sealed", models.BinaryField()),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.body"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "-made_at"], name="export_of_user"),
                    models.Index(
                        condition=models.Q(("purged_at__isnull", True)), fields=["ends_at"], name="export_to_purge"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("request_key__isnull", False)),
                        fields=("user", "request_key"),
                        name="export_once_for_a_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purged_at__isnull", True), models.Q(("sealed", b""), _negated=True)),
                            models.Q(("purged_at__isnull", False), ("sealed", b"")),
                            _connector="OR",
                        ),
                        name="export_purged_is_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("made_at"))), name="export_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose", ""), _negated=True), name="export_has_purpose"
                    ),
                ],
            },
        ),
        # The maker for the body that was acted for; the officer reads what left the system.
        row_policy("cases_export", visible=f"{SYSTEM} OR {OFFICER} OR {MINE}", insertable=SYSTEM),
        row_policy("cases_erasure", visible=f"{SYSTEM} OR {OFFICER}", insertable=SYSTEM, removable=SYSTEM),
        row_policy(
            "cases_copydecision", visible=f"{SYSTEM} OR {OFFICER} OR read_key = ANY ({KEYS})", insertable=SYSTEM
        ),
    ]
