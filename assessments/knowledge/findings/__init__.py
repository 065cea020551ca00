"""Everything that can be recorded, once each, in reading order."""

from ..vocabulary import Computed, Finding, OneSide, Section
from .background import BACKGROUND
from .conclusion import CONCLUSION
from .examination import BMI, EXAMINATION
from .history import HISTORY
from .instruments import GAD2_SCORE, PEG_SCORE, PHQ2_SCORE
from .legs import LEGS
from .nerve_roots import NERVE_ROOTS
from .pain import PAIN
from .red_flags import EMERGENCY, SERIOUS
from .who import WHO

SECTIONS: tuple[Section, ...] = (
    WHO,
    PAIN,
    EMERGENCY,
    SERIOUS,
    LEGS,
    HISTORY,
    BACKGROUND,
    EXAMINATION,
    NERVE_ROOTS,
    CONCLUSION,
)
FINDINGS: dict[str, Finding] = {finding.id: finding for section in SECTIONS for finding in section.findings}
SLOTS: dict[str, OneSide] = {slot.id: slot for finding in FINDINGS.values() for slot in finding.slots()}
COMPUTED: tuple[Computed, ...] = (PHQ2_SCORE, GAD2_SCORE, PEG_SCORE, BMI)
