"""What the papers beside the note say: a handout, the plan on one page, requests for tests, letters, a blank form."""

from .blank import BlankForm, Section, blank_form
from .content import Leaf, Visit
from .handout import handout
from .plan import plan
from .referral import REFERRAL_BY_ID as REFERRALS
from .referral import letter
from .requisition import MissingField, lacking, requisition

__all__ = [
    "REFERRALS",
    "BlankForm",
    "Leaf",
    "MissingField",
    "Section",
    "Visit",
    "blank_form",
    "handout",
    "lacking",
    "letter",
    "plan",
    "requisition",
]
