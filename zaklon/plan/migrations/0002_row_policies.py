"""Who sees and writes which rows of the plan.

Adopted papers and adopted progress are public; drafts belong to the office; progress before adoption belongs to the
activity's circle and the office. Children of a plan ask for the plan's key in one uncorrelated list of a few dozen.
"""

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

REACH = "(SELECT app_reach())"
WRITERS = f"{REACH} IN ('office', 'system', 'maintenance')"
READS_ALL = f"{REACH} IN ('office', 'audit', 'system', 'maintenance')"
OF_VISIBLE_STRATEGY = "strategy_id = ANY (ARRAY(SELECT s.id FROM plan_strategy s))"
OF_VISIBLE_PLAN = "plan_id = ANY (ARRAY(SELECT p.id FROM plan_yearlyplan p))"
IN_CIRCLE = "(SELECT app_body()) = ANY (visible_to)"

STRATEGY_CHILDREN = (
    "plan_goal", "plan_area", "plan_objective", "plan_reference", "plan_performanceindicator", "plan_indicatortarget",
    "plan_indicatorvalue",
)
PLAN_CHILDREN = (
    "plan_keymeasure", "plan_activitybody", "plan_resultindicator", "plan_regionquota", "plan_moneyline",
    "plan_activityreference", "plan_reportingperiod",
)
PROGRESS = (
    "plan_progressreport", "plan_resultvalue", "plan_regionvalue", "plan_spentline", "plan_confirmation",
    "plan_reportevent",
)


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0001_acting_context"),
        ("access", "0002_row_policies"),
        ("plan", "0001_initial"),
    ]
    operations = [
        row_policy("plan_strategy", visible=f"status IN ('adopted', 'closed') OR {READS_ALL}", insertable=WRITERS),
        row_policy("plan_yearlyplan", visible=f"status IN ('adopted', 'closed') OR {READS_ALL}", insertable=WRITERS),
        *(
            row_policy(table, visible=OF_VISIBLE_STRATEGY, insertable=WRITERS, removable=WRITERS)
            for table in STRATEGY_CHILDREN
        ),
        *(row_policy(table, visible=OF_VISIBLE_PLAN, insertable=WRITERS, removable=WRITERS) for table in PLAN_CHILDREN),
        row_policy(
            "plan_activity",
            visible=OF_VISIBLE_PLAN,
            insertable=WRITERS,
            changeable=f"{WRITERS} OR {IN_CIRCLE}",
            removable=WRITERS,
        ),
        row_policy(
            "plan_wording",
            visible="owner_id = ANY (ARRAY(SELECT s.id FROM plan_strategy s UNION ALL SELECT p.id FROM plan_yearlyplan p))",
            insertable=WRITERS,
            removable=WRITERS,
        ),
        *(
            row_policy(
                table,
                visible=f"is_adopted OR {IN_CIRCLE} OR {READS_ALL}",
                insertable=f"{IN_CIRCLE} OR {WRITERS}",
                removable=f"NOT is_adopted AND ({IN_CIRCLE} OR {WRITERS})",
            )
            for table in PROGRESS
        ),
        row_policy("plan_reminder", visible=SYSTEM, insertable=SYSTEM),
        row_policy("plan_planimport", visible=WRITERS, insertable=WRITERS),
        row_policy("plan_importanswer", visible=WRITERS, insertable=WRITERS, removable=WRITERS),
    ]
