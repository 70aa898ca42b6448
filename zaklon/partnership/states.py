"""Every step of sessions, conclusions, calls, applications and reports of grants: one row for each."""

from zaklon.access.permissions import Permission as P
from zaklon.access.workflow import Step
from zaklon.partnership.kinds import ApplicationStatus as A
from zaklon.partnership.kinds import CallStatus as C
from zaklon.partnership.kinds import ConclusionStatus as K
from zaklon.partnership.kinds import ReportStatus as R
from zaklon.partnership.kinds import SessionStatus as S

SESSION_STEPS = (
    Step("open_session", S.PLANNED, S.OPEN, P.BOARD_MANAGE),
    Step("close_session", S.OPEN, S.CLOSED, P.BOARD_MANAGE),
    Step("call_off", S.PLANNED, S.CALLED_OFF, P.BOARD_MANAGE),
)
CONCLUSION_STEPS = (
    Step("finish", K.OPEN, K.DONE, P.CONCLUSION_ANSWER),
    Step("reopen", K.DONE, K.OPEN, P.BOARD_MANAGE),
)
CALL_STEPS = (
    Step("publish", C.DRAFT, C.PUBLISHED, P.GRANT_MANAGE),
    Step("announce", C.PUBLISHED, C.DECIDED, P.GRANT_MANAGE),
    Step("close_call", C.DECIDED, C.CLOSED, P.GRANT_MANAGE),
    Step("call_off", C.DRAFT, C.CALLED_OFF, P.GRANT_MANAGE),
    Step("call_off", C.PUBLISHED, C.CALLED_OFF, P.GRANT_MANAGE),
)
APPLICATION_STEPS = (
    Step("admit", A.RECEIVED, A.ADMITTED, P.GRANT_MANAGE),
    Step("ask_missing", A.RECEIVED, A.INCOMPLETE, P.GRANT_MANAGE),
    Step("complete", A.INCOMPLETE, A.RECEIVED, P.GRANT_MANAGE),
    Step("refuse", A.RECEIVED, A.REFUSED, P.GRANT_MANAGE),
    Step("refuse", A.INCOMPLETE, A.REFUSED, P.GRANT_MANAGE),
    Step("choose", A.ADMITTED, A.CHOSEN, P.GRANT_DECIDE),
    Step("turn_down", A.ADMITTED, A.NOT_CHOSEN, P.GRANT_DECIDE),
    Step("sign", A.CHOSEN, A.CONTRACTED, P.GRANT_MANAGE),
    Step("finish", A.CONTRACTED, A.FINISHED, P.GRANT_MANAGE),
    Step("withdraw", A.RECEIVED, A.WITHDRAWN, P.GRANT_MANAGE),
    Step("withdraw", A.INCOMPLETE, A.WITHDRAWN, P.GRANT_MANAGE),
    Step("withdraw", A.ADMITTED, A.WITHDRAWN, P.GRANT_MANAGE),
    Step("withdraw", A.CHOSEN, A.WITHDRAWN, P.GRANT_MANAGE),
)
REPORT_STEPS = (
    Step("receive", R.EXPECTED, R.RECEIVED, P.GRANT_MANAGE),
    Step("accept", R.RECEIVED, R.ACCEPTED, P.GRANT_MANAGE),
    Step("send_back", R.RECEIVED, R.EXPECTED, P.GRANT_MANAGE),
)
