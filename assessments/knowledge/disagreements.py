"""Where sources disagree: who says what, how firmly, of whom. Shown side by side; the default taken is named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any as Anything

from .rule import Strength
from .sources import (
    ACP11,
    ACP17,
    ACR21,
    CW,
    FDA_ESI,
    MAYO,
    NG59,
    VA17,
    VA22,
    WHO23,
    Citation,
)
from .words import gettext_noop


class Direction(Enum):
    FOR = gettext_noop("for")
    AGAINST = gettext_noop("against")
    OPEN = gettext_noop("open")


@dataclass(frozen=True, kw_only=True, eq=False)
class Position:
    """What one source says; its year and population are the source's own."""

    source: Citation
    direction: Direction
    says: str
    strength: Strength = Strength.NOT_STATED

    def as_json(self) -> dict[str, Anything]:
        return {
            "source": self.source.key,
            "section": self.source.section,
            "year": self.source.source.year,
            "direction": self.direction.value,
            "strength": self.strength.value,
            "population": self.source.source.population,
            "says": self.says,
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class Disagreement:
    """`about` names the tests and treatments it bears on; `taken` says what Backchart does with it."""

    id: str
    title: str
    about: tuple[str, ...]
    positions: tuple[Position, ...]
    taken: str

    def as_json(self) -> dict[str, Anything]:
        positions = [position.as_json() for position in self.positions]
        return {"id": self.id, "title": self.title, "positions": positions, "taken": self.taken}


def _for(source: Citation, says: str, strength: Strength = Strength.NOT_STATED) -> Position:
    return Position(source=source, direction=Direction.FOR, says=says, strength=strength)


def _against(source: Citation, says: str, strength: Strength = Strength.NOT_STATED) -> Position:
    return Position(source=source, direction=Direction.AGAINST, says=says, strength=strength)


def _open(source: Citation, says: str, strength: Strength = Strength.NOT_STATED) -> Position:
    return Position(source=source, direction=Direction.OPEN, says=says, strength=strength)


DISAGREEMENTS: tuple[Disagreement, ...] = (
    Disagreement(
        id="acupuncture",
        title=gettext_noop("Acupuncture"),
        about=("acupuncture",),
        positions=(
            _for(MAYO.at("Alternative medicine"), gettext_noop("More and more studies find that it can help.")),
            _for(
                ACP17.at("Recommendations 1 and 2"),
                gettext_noop("Among first choices: low certainty for recent, moderate for lasting pain."),
                Strength.STRONG,
            ),
            _for(VA22.at("Key recommendations: acupuncture"), gettext_noop("For lasting pain."), Strength.WEAK),
            _for(WHO23.at("Needling"), gettext_noop("May be offered for lasting pain."), Strength.CONDITIONAL),
            _against(NG59.at("1.2: acupuncture"), gettext_noop("Not to be offered.")),
        ),
        taken=gettext_noop("Open to choose, never suggested."),
    ),
    Disagreement(
        id="tens",
        title=gettext_noop("TENS"),
        about=("tens",),
        positions=(
            _open(MAYO.at("Alternative medicine"), gettext_noop("Studies are mixed.")),
            _against(NG59.at("1.2: electrotherapy"), gettext_noop("Not to be offered.")),
            _against(WHO23.at("TENS"), gettext_noop("Not as routine for lasting pain."), Strength.CONDITIONAL),
        ),
        taken=gettext_noop("Open to choose, never suggested."),
    ),
    Disagreement(
        id="antidepressants",
        title=gettext_noop("Antidepressants for lasting pain"),
        about=("duloxetine", "tricyclic"),
        positions=(
            _for(MAYO.at("Medicines"), gettext_noop("Duloxetine and tricyclics relieve lasting back pain.")),
            _for(ACP17.at("Recommendation 3"), gettext_noop("Duloxetine second, after NSAIDs."), Strength.WEAK),
            _for(VA22.at("Key recommendations: duloxetine"), gettext_noop("Duloxetine."), Strength.WEAK),
            _against(NG59.at("1.2: antidepressants"), gettext_noop("Neither kind is to be offered.")),
            _against(WHO23.at("Antidepressants"), gettext_noop("Not as routine."), Strength.CONDITIONAL),
        ),
        taken=gettext_noop("Duloxetine after an NSAID, with the split shown; a tricyclic only open to choose."),
    ),
    Disagreement(
        id="opioids",
        title=gettext_noop("Opioids"),
        about=("opioid_short",),
        positions=(
            _open(MAYO.at("Medicines"), gettext_noop("A short time, closely supervised.")),
            _open(
                ACP17.at("Recommendation 3"),
                gettext_noop("Only after all else failed, when benefit exceeds risk and was discussed."),
                Strength.WEAK,
            ),
            _open(
                NG59.at("1.2: opioids"),
                gettext_noop("A weak one for recent pain where an NSAID will not do; none for lasting pain."),
            ),
            _against(WHO23.at("Opioids"), gettext_noop("Not as routine."), Strength.CONDITIONAL),
            _against(VA17.at("Medicines"), gettext_noop("No long-term use is to be started."), Strength.STRONG),
        ),
        taken=gettext_noop("Never suggested; only the clinician can choose it, with a reason."),
    ),
    Disagreement(
        id="acetaminophen",
        title=gettext_noop("Acetaminophen"),
        about=("acetaminophen",),
        positions=(
            _against(NG59.at("1.2: medicines"), gettext_noop("Not by itself.")),
            _against(VA17.at("Medicines"), gettext_noop("Not for lasting pain."), Strength.STRONG),
            _open(WHO23.at("Paracetamol"), gettext_noop("No recommendation: no evidence was found.")),
        ),
        taken=gettext_noop("Open to choose only where an NSAID is ruled out or carries a caution."),
    ),
    Disagreement(
        id="muscle_relaxants",
        title=gettext_noop("Muscle relaxants"),
        about=("muscle_relaxant",),
        positions=(
            _for(MAYO.at("Medicines"), gettext_noop("If pain relievers did not help mild to moderate pain.")),
            _for(
                ACP17.at("Recommendation 1"),
                gettext_noop("For recent pain as good a first medicine as an NSAID."),
            ),
            _against(
                WHO23.at("Muscle relaxants"), gettext_noop("Not as routine for lasting pain."), Strength.CONDITIONAL
            ),
        ),
        taken=gettext_noop("Under 12 weeks only, after a pain reliever, and not from 65 on."),
    ),
    Disagreement(
        id="imaging_after_weeks",
        title=gettext_noop("A scan for pain that lasts"),
        about=("xray_lumbar", "mri_lumbar", "ct_lumbar"),
        positions=(
            _open(MAYO.at("Diagnosis"), gettext_noop("Tests might help to find the cause.")),
            _for(ACP11.at("Table: imaging after a trial of therapy"), gettext_noop("After a trial of about a month.")),
            _against(
                ACR21.at("Variants 1 to 3"),
                gettext_noop("Not without a flag; after 6 weeks of care only if a procedure is considered."),
            ),
            _against(CW.at("AAFP: imaging"), gettext_noop("Not within 6 weeks without a flag.")),
            _against(NG59.at("1.1.4-1.1.6: imaging"), gettext_noop("Not as routine outside a specialist setting.")),
        ),
        taken=gettext_noop(
            "A full trial of care, 6 weeks as a rule (the practice may set 4 to 12); then the purpose is asked."
        ),
    ),
    Disagreement(
        id="imaging_cancer",
        title=gettext_noop("Which scan with a history of cancer"),
        about=("mri_lumbar", "mri_whole_spine", "xray_lumbar"),
        positions=(
            _for(ACP11.at("Table: immediate imaging"), gettext_noop("X-ray and ESR at once, then MRI.")),
            _for(ACR21.at("Variant 7"), gettext_noop("MRI first; an X-ray may do.")),
        ),
        taken=gettext_noop("MRI; a normal X-ray does not settle it."),
    ),
    Disagreement(
        id="imaging_fragility",
        title=gettext_noop("A scan for bone at risk"),
        about=("xray_lumbar",),
        positions=(
            _for(ACR21.at("Variant 6"), gettext_noop("X-ray, CT or MRI to begin with.")),
            _against(
                ACP11.at("Table: imaging after a trial of therapy"),
                gettext_noop("After a trial of care where there is only a risk factor."),
            ),
        ),
        taken=gettext_noop("Now with pain on the bone or any injury; otherwise offered."),
    ),
    Disagreement(
        id="epidural",
        title=gettext_noop("Epidural steroid injection"),
        about=("steroid_injection",),
        positions=(
            _for(
                MAYO.at("Surgical and other procedures"),
                gettext_noop("May help leg pain when other care did not; for a month or two."),
            ),
            _open(NG59.at("1.3: epidural"), gettext_noop("To be considered for severe recent sciatica only.")),
            _against(VA17.at("Injections"), gettext_noop("Not for lasting relief.")),
            _against(
                FDA_ESI.at("Safety communication"),
                gettext_noop("Not approved for this route; rare but grave harm."),
            ),
        ),
        taken=gettext_noop("Only for leg pain after steps 1 and 2, always with the FDA warning."),
    ),
    Disagreement(
        id="time_marks",
        title=gettext_noop("How long is too long"),
        about=("physical_therapy", "xray_lumbar", "mri_lumbar"),
        positions=(
            _open(MAYO.at("When to see a doctor"), gettext_noop("A few weeks; a month; six weeks.")),
            _open(ACP11.at("Table: imaging after a trial of therapy"), gettext_noop("A month of care.")),
            _open(ACR21.at("Variant 3"), gettext_noop("6 weeks of care.")),
            _open(CW.at("AAFP: imaging"), gettext_noop("6 weeks.")),
        ),
        taken=gettext_noop("6 weeks, a setting of the practice from 4 to 12."),
    ),
    Disagreement(
        id="injury",
        title=gettext_noop("A fall or blow before the pain"),
        about=("ct_lumbar", "xray_lumbar", "emergency_department"),
        positions=(
            _for(MAYO.at("When to see a doctor"), gettext_noop("Immediate care after any of them.")),
            _for(MAYO.at("Symptom page: definition"), gettext_noop("The emergency services are called.")),
            _open(
                ACR21.at("Variant 6 and high-energy trauma"),
                gettext_noop("Low energy and high energy are told apart; a CT after high energy."),
            ),
        ),
        taken=gettext_noop(
            "Two answers: minor is assessed here and at once, major goes to the emergency department with a CT."
        ),
    ),
    Disagreement(
        id="age",
        title=gettext_noop("From which age a scan comes sooner"),
        about=("xray_lumbar", "blood_tests"),
        positions=(
            _open(MAYO.at("Overview"), gettext_noop("Under 60 most episodes are prevented or settle.")),
            _open(
                ACP11.at("Table: imaging after a trial of therapy"),
                gettext_noop("Over 50 a weak sign of cancer; of a fracture over 65 in men and 75 in women."),
            ),
            _for(ACR21.at("Variant 6"), gettext_noop("Older age, without a number.")),
        ),
        taken=gettext_noop("Age is kept in years, and each rule has the limit of its own purpose."),
    ),
    Disagreement(
        id="weight_loss",
        title=gettext_noop("Weight loss by itself"),
        about=("blood_tests", "xray_lumbar"),
        positions=(
            _open(MAYO.at("When to see a doctor"), gettext_noop("A reason to be seen.")),
            _open(ACP11.at("Table: imaging after a trial of therapy"), gettext_noop("A weak sign of cancer.")),
            _for(CW.at("NASS: red flags"), gettext_noop("A red flag.")),
        ),
        taken=gettext_noop("Blood tests and an X-ray; urgent with age 50 or over or night pain."),
    ),
)


def about(id: str) -> tuple[Disagreement, ...]:
    """What sources disagree on for a test or treatment, by its id."""
    return tuple(one for one in DISAGREEMENTS if id in one.about)
