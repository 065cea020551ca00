"""Whether somebody may do something: asked at the head of every service that writes."""

from clinic.models import Staff
from clinic.refusals import NotAllowed
from clinic.roles import SAYS, Act, may


def require(by: Staff, act: Act) -> None:
    if not may(by, act):
        raise NotAllowed(act.value, says=str(SAYS[act]))
