"""Who sees what of certificates and courses. Only the system writes: the commands decide first.

Certificates are for the body that issued them and for the office; the public check asks as the system and tells only
whether one is genuine. Drafts of courses are for their body, published ones for everybody who is signed in. A way
through a course is for the person; that it was completed also for those who keep courses in the person's body.
"""

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

REACH = "(SELECT app_reach())"
OFFICE = f"{REACH} IN ('office', 'audit', 'system', 'maintenance')"
BODY = "body_id = (SELECT app_body())"
ME = "user_id = (SELECT app_user())"
SIGNED_IN = "(SELECT app_user()) IS NOT NULL"
KEEPS_COURSES = "('reporter' = ANY ((SELECT app_roles())::text[]) OR 'coordinator' = ANY ((SELECT app_roles())::text[]))"


class Migration(migrations.Migration):
    dependencies = [("capacity", "0001_initial"), ("common", "0002_acting_roles")]
    operations = [
        row_policy("capacity_batch", visible=f"{OFFICE} OR {BODY}", insertable=SYSTEM),
        row_policy("capacity_certificate", visible=f"{OFFICE} OR {BODY}", insertable=SYSTEM),
        row_policy("capacity_course", visible=f"{SYSTEM} OR {SIGNED_IN}", insertable=SYSTEM),
        row_policy(
            "capacity_courseversion",
            visible=f"{SYSTEM} OR {BODY} OR (status <> 'draft' AND {SIGNED_IN})",
            insertable=SYSTEM,
        ),
        row_policy(
            "capacity_coursepicture",
            visible=f"{SYSTEM} OR version_id = ANY (ARRAY(SELECT id FROM capacity_courseversion))",
            insertable=SYSTEM,
        ),
        row_policy(
            "capacity_learning",
            visible=f"{SYSTEM} OR {ME} OR (passed_at IS NOT NULL AND {BODY} AND {KEEPS_COURSES})",
            insertable=SYSTEM,
        ),
        row_policy("capacity_try", visible=f"{SYSTEM} OR {ME}", insertable=SYSTEM),
    ]
