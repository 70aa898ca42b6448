"""The steps of a session of the Team."""

from zaklon.access.permissions import Permission as P
from zaklon.access.workflow import Step
from zaklon.identification.kinds import SessionStatus as S

SESSION_STEPS = (
    Step("open_session", S.PLANNED, S.OPEN, P.TEAM_MEET),
    Step("close_session", S.OPEN, S.CLOSED, P.TEAM_MEET),
    Step("call_off", S.PLANNED, S.CALLED_OFF, P.TEAM_MEET),
)
