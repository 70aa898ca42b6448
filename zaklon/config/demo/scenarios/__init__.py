"""The acceptance scenarios of the domain study (DOMAIN.md part I) with invented people, one file each."""

from zaklon.config.demo.scenarios.house import open_houses
from zaklon.config.demo.scenarios.s03_inspection import play as inspection
from zaklon.config.demo.scenarios.s04_siblings import play as siblings
from zaklon.config.demo.scenarios.s06_no_police import play as no_police
from zaklon.config.demo.scenarios.s07_second_look import play as second_look
from zaklon.config.demo.scenarios.s08_complaint import play as complaint
from zaklon.config.demo.scenarios.s14_missing_child import play as missing_child
from zaklon.config.demo.scenarios.stage import Stage
from zaklon.config.demo.scenarios.team import call_next_session


def play_scenarios(stage: Stage) -> None:
    """Everything that the scenarios tell, in the order in which it happened as far as they meet. The Team is there."""
    houses = open_houses(stage)
    inspection(stage)
    siblings(stage, houses)
    guest = no_police(stage, houses)
    other = second_look(stage, houses)
    complaint(stage, houses, guest, other)
    missing_child(stage, houses)
    call_next_session(stage)
