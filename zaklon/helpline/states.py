"""The steps of a hand-over: the body that receives it answers, the helpline may take it back before."""

from zaklon.access.permissions import Permission as P
from zaklon.access.workflow import Step
from zaklon.helpline.kinds import HandOverStatus as S

HAND_OVER_STEPS = (
    Step("accept", S.SENT, S.ACCEPTED, P.CALL_ANSWER),
    Step("decline", S.SENT, S.DECLINED, P.CALL_ANSWER),
    Step("finish", S.ACCEPTED, S.ENDED, P.CALL_ANSWER),
    Step("take_back", S.SENT, S.WITHDRAWN, P.CALL_LOG),
)
# The steps of the body that receives; every other one is the sender's.
OF_RECEIVER = frozenset({"accept", "decline", "finish"})
