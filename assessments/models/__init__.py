"""What a visit keeps, a file per noun."""

from assessments.models.background import Background
from assessments.models.co_signature import CoSignature, CoSignatureAsked
from assessments.models.conclusion import Conclusion
from assessments.models.decision import Answer, LadderRelease, TreatmentDecision
from assessments.models.encounter import SECTION_ROWS, Encounter, Status
from assessments.models.examination import PhysicalExam
from assessments.models.history import History
from assessments.models.legs import LegSymptoms
from assessments.models.nerve_roots import NerveRoots
from assessments.models.note import Addendum, AddendumKind, Meaning, SignedNote
from assessments.models.order import EventKind, OrderUrgency, TestEvent, TestOrder
from assessments.models.pain import PainAssessment
from assessments.models.red_flags import RedFlagScreen
from assessments.models.section import SectionRow
from assessments.models.tried import Effect, TriedTreatment

SECTIONS: tuple[type[SectionRow], ...] = (
    PainAssessment,
    RedFlagScreen,
    LegSymptoms,
    History,
    Background,
    PhysicalExam,
    NerveRoots,
    Conclusion,
)
# Slot id to the name of its row on the encounter.
ROW_OF: dict[str, str] = {
    slot: name for name, model in zip(SECTION_ROWS, SECTIONS, strict=True) for slot in model.columns()
}

__all__ = [
    "ROW_OF",
    "SECTIONS",
    "SECTION_ROWS",
    "Addendum",
    "AddendumKind",
    "Answer",
    "Background",
    "CoSignature",
    "CoSignatureAsked",
    "Conclusion",
    "Effect",
    "Encounter",
    "EventKind",
    "History",
    "LadderRelease",
    "LegSymptoms",
    "Meaning",
    "NerveRoots",
    "OrderUrgency",
    "PainAssessment",
    "PhysicalExam",
    "RedFlagScreen",
    "SectionRow",
    "SignedNote",
    "Status",
    "TestEvent",
    "TestOrder",
    "TreatmentDecision",
    "TriedTreatment",
]
