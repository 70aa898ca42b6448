"""Everyone reads the country pack; only the system, which loads packs, writes it."""

from django.db import migrations

from zaklon.common.rowpolicy import EVERYONE, NOBODY, SYSTEM, row_policy

KEPT = ("term", "country", "municipality", "census", "clock", "threshold", "reportkind", "footnote")
REPLACED = ("termlabel", "language", "population", "territory")


class Migration(migrations.Migration):
    dependencies = [("common", "0001_acting_context"), ("vocabulary", "0001_initial")]
    operations = [
        row_policy("vocabulary_packload", visible=EVERYONE, insertable=SYSTEM, changeable=NOBODY),
        *(row_policy(f"vocabulary_{table}", visible=EVERYONE, insertable=SYSTEM) for table in KEPT),
        *(
            row_policy(f"vocabulary_{table}", visible=EVERYONE, insertable=SYSTEM, removable=SYSTEM)
            for table in REPLACED
        ),
    ]
