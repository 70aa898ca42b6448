"""Where the reports are made that are not counted from the registers: their codes in the country pack."""

from zaklon.access.permissions import Permission as P
from zaklon.registers.elsewhere import ReportPage

REPORT_PAGES = {
    "R01": ReportPage("helpline:reports", P.CALL_REPORT),
    "R02": ReportPage("helpline:reports", P.CALL_REPORT),
    "R03": ReportPage("team:reports", P.TEAM_REPORT),
    "R04": ReportPage("team:reports", P.TEAM_REPORT),
    "R12": ReportPage("plan:strategies", P.PLAN_READ),
    "R14": ReportPage("plan:strategies", P.PLAN_READ),
    "R20": ReportPage("grants:home", P.GRANT_READ),
    "R22": ReportPage("protection:register", P.PROVIDER_READ, ("page",)),
}
