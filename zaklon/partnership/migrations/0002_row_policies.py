"""Who sees the Coordination Body and the calls. Only the system writes: every command decides first.

The Body, its votes and its work plan are for the coordinator's office, the Body itself and the auditor; a conclusion
also for the body that owes it. A call is public once it was published. An application is for the office and for who
assesses its call; an assessor's points are that assessor's alone until all are in.
"""

from django.db import migrations

from zaklon.common.rowpolicy import SYSTEM, row_policy

INSIDE = "(SELECT app_reach()) IN ('office', 'audit', 'system', 'maintenance')"
ME = "(SELECT app_user())"
OF_MY_CALLS = f"call_id = ANY (ARRAY(SELECT a.call_id FROM partnership_grantassessor a WHERE a.user_id = {ME}))"
OF_MY_APPLICATIONS = (
    f"application_id = ANY (ARRAY(SELECT g.application_id FROM partnership_grantassessment g WHERE g.user_id = {ME}))"
)


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_board_and_grants"), ("access", "0002_row_policies")]
    operations = [
        *(
            row_policy(f"partnership_{table}", visible=INSIDE, insertable=SYSTEM)
            for table in (
                "founding", "boardmember", "boardsession", "boarditem", "boardvote", "workplan", "workplantask",
                "grantcontract", "grantinstalment", "grantreport",
            )
        ),
        row_policy("partnership_boardattendance", visible=INSIDE, insertable=SYSTEM, removable=SYSTEM),
        row_policy(
            "partnership_conclusion", visible=f"{INSIDE} OR owner_id = (SELECT app_body())", insertable=SYSTEM
        ),
        row_policy("partnership_conclusionreminder", visible=SYSTEM, insertable=SYSTEM),
        row_policy("partnership_grantcall", visible=f"status NOT IN ('draft') OR {INSIDE}", insertable=SYSTEM),
        row_policy(
            "partnership_grantcriterion",
            visible="call_id = ANY (ARRAY(SELECT c.id FROM partnership_grantcall c))",
            insertable=SYSTEM,
            removable=SYSTEM,
        ),
        row_policy("partnership_grantassessor", visible=f"{INSIDE} OR user_id = {ME}", insertable=SYSTEM),
        row_policy("partnership_grantapplication", visible=f"{INSIDE} OR {OF_MY_CALLS}", insertable=SYSTEM),
        row_policy("partnership_grantassessment", visible=f"{INSIDE} OR user_id = {ME}", insertable=SYSTEM),
        row_policy(
            "partnership_grantscores",
            visible=f"{SYSTEM} OR user_id = {ME} OR (is_open AND ({INSIDE} OR {OF_MY_APPLICATIONS}))",
            insertable=SYSTEM,
        ),
    ]
