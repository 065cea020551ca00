"""What labels say beyond the cautions: told of the patient it is about, and of nobody else."""

import pytest

from assessments.knowledge.guidance import advise
from assessments.knowledge.heeding import Bearing, Heeded, heeded
from assessments.knowledge.investigations import INVESTIGATIONS
from assessments.knowledge.ladder import RUNG_BY_ID
from assessments.knowledge.medicines import INGREDIENTS
from assessments.knowledge.precautions import LEFT_OUT, PRECAUTIONS, Level, Precaution
from assessments.knowledge.sources import GENERAL
from assessments.knowledge.treatments import TREATMENT_BY_ID
from tests.vignettes.visit import Answers, no_red_flags, visit, well, woman

TESTS = {test.id: test for test in INVESTIGATIONS}
SAFE = visit(
    woman(40),
    no_red_flags,
    well,
    infection_risk=(),
    prior_spine_surgery=False,
    smoking="never",
    weight_kg=70,
    medications=(),
    pain_now=5,
    duration_weeks=2,
    tried={},
)
OLD, PREGNANT, FEVER = {"age": 65}, {"pregnancy": "possible"}, {"fever": True}


def takes(*names: str) -> Answers:
    return {"medications": names}


# What a label warns of, told a second time: of what, with which answers, and how it begins.
OF_WHOM: tuple[tuple[str, Answers, str], ...] = (
    ("pain_reliever_otc", {"heart_disease": True}, "Heart attack and stroke"),
    ("pain_reliever_otc", {"hypertension": True}, "Heart attack and stroke"),
    ("nsaid_prescription", {"diabetes": True}, "Heart attack and stroke"),
    ("nsaid_prescription", {"smoking": "current"}, "Heart attack and stroke"),
    ("pain_reliever_otc", takes("Hydrochlorothiazide 25"), "A diuretic works less well"),
    ("pain_reliever_otc", takes("lithium carbonate"), "Lithium: its level rises"),
    ("pain_reliever_otc", takes("methotrexate"), "Methotrexate: its toxic effects"),
    ("pain_reliever_otc", takes("warfarin"), "Warfarin: together they make the gut bleed"),
    ("pain_reliever_otc", OLD, "65 or over: not long-term"),
    ("pain_reliever_otc", OLD, "Where the gut is at risk"),
    ("pain_reliever_otc", {"ulcer_or_gi_bleed": True}, "Where the gut is at risk"),
    ("pain_reliever_otc", {"kidney_disease": True}, "Advanced kidney disease"),
    ("pain_reliever_otc", PREGNANT, "Pregnancy from week 20 to 30"),
    ("topical", PREGNANT, "Pregnancy from week 20 to 30"),
    ("pain_reliever_otc", FEVER, "It lowers a fever"),
    ("pain_reliever_otc", {"infection_risk": ("iv_drugs",)}, "It lowers a fever"),
    ("pain_reliever_otc", takes("Aspirin 81 mg"), "ibuprofen: It can take away"),
    ("pain_reliever_otc", takes("aspirin"), "With aspirin the gut bleeds"),
    ("topical", takes("naproxen"), "An NSAID is taken already"),
    ("topical", {"arrhythmia_or_recent_mi": True}, "lidocaine: Not with an allergy"),
    ("acetaminophen", takes("Paracetamol"), "acetaminophen: It is on the list already"),
    ("acetaminophen", takes("warfarin"), "acetaminophen: Warfarin may act"),
    ("muscle_relaxant", takes("oxycodone"), "Not with an opioid or a sedative"),
    ("muscle_relaxant", takes("pregabalin"), "Not with an opioid or a sedative"),
    ("muscle_relaxant", OLD, "tizanidine, baclofen: Not in the row"),
    ("muscle_relaxant", takes("tramadol"), "cyclobenzaprine: With a tricyclic or tramadol"),
    ("muscle_relaxant", takes("nortriptyline"), "cyclobenzaprine: With a tricyclic or tramadol"),
    ("duloxetine", {"maoi_use": True}, "duloxetine: Five days"),
    ("duloxetine", takes("Advil"), "duloxetine: Bleeding is likelier"),
    ("duloxetine", {"kidney_disease": True}, "duloxetine: Not where the kidneys"),
    ("duloxetine", takes("cyclobenzaprine"), "With tramadol or cyclobenzaprine"),
    ("tricyclic", takes("tramadol"), "With tramadol or cyclobenzaprine"),
    ("opioid_short", {"sedative_use": True}, "With a sedative only where"),
    ("opioid_short", takes("diazepam"), "With a sedative only where"),
    ("opioid_short", {"substance_use_disorder": True}, "Offer naloxone"),
    ("opioid_short", {"ssri_or_snri_use": True}, "tramadol: With an SSRI"),
    ("opioid_short", takes("sertraline"), "tramadol: With an SSRI"),
    ("heat", {"trauma": "minor"}, "Not on a fresh injury"),
    ("yoga", {"osteoporosis": True}, "Bone at risk"),
    ("physical_therapy", {"steroid_use": True}, "Bone at risk"),
    ("acupuncture", {"implanted_device": True}, "No currents"),
    ("steroid_injection", {"anticoagulant": True}, "A bleed into the spinal canal"),
    ("radiofrequency_ablation", {"prior_spine_surgery": True}, "A pacemaker, an unusual spine"),
    ("mri_lumbar", {"implanted_device": True}, "Pacemaker, defibrillator"),
    ("mri_whole_spine", {"implanted_device": True, "fever": True}, "Where MRI is impossible"),
    ("mri_lumbar", {"prior_spine_surgery": True}, "Metal in the spine"),
    ("mri_lumbar", {"weight_kg": 160}, "Above 159 kg"),
    ("mri_lumbar", {"kidney_disease": True}, "Gadolinium with kidney"),
    ("mri_lumbar", PREGNANT, "Pregnant: gadolinium"),
    ("ct_lumbar", {"age": 61}, "Iodinated contrast"),
    ("ct_lumbar", {"diabetes": True}, "Iodinated contrast"),
    ("aorta_imaging", {"contrast_allergy": True}, "An earlier reaction"),
    ("xray_lumbar", {"age": 17}, "In a child"),
    ("nerve_studies", {"implanted_device": True}, "A pacemaker: tell the examiner"),
)
# What nothing recorded decides: of what, and how it begins.
OF_ALL: tuple[tuple[str, str], ...] = (
    ("pain_reliever_otc", "Not right before or after a coronary bypass"),
    ("nsaid_prescription", "A bleeding disorder"),
    ("topical", "diclofenac, ibuprofen, naproxen: On the skin"),
    ("topical", "capsaicin, lidocaine: Not on broken skin"),
    ("muscle_relaxant", "cyclobenzaprine: Not with an overactive thyroid"),
    ("muscle_relaxant", "cyclobenzaprine: For two to three weeks"),
    ("muscle_relaxant", "tizanidine: Not with fluvoxamine or ciprofloxacin"),
    ("muscle_relaxant", "tizanidine: It can drop the blood pressure"),
    ("duloxetine", "duloxetine: Start with 30 mg"),
    ("duloxetine", "duloxetine: Seizures before"),
    ("tricyclic", "amitriptyline: Not with cisapride"),
    ("tricyclic", "A long QT interval"),
    ("tricyclic", "An overdose is dangerous"),
    ("opioid_short", "Weigh the risk of misuse"),
    ("opioid_short", "COPD"),
    ("opioid_short", "It slows breathing"),
    ("heat", "Not on skin that feels less"),
    ("yoga", "Adapt or leave out"),
    ("acupuncture", "A bleeding disorder, or infected skin"),
    ("tens", "Epilepsy"),
    (
        "steroid_injection",
        "methylprednisolone, triamcinolone, dexamethasone, betamethasone: Not with an allergy to the steroid",
    ),
    ("nerve_stimulator", "Later MRI depends"),
    ("mri_lumbar", "Ask about fear of narrow places"),
    ("xray_lumbar", "It carries a dose"),
    ("nerve_studies", "A limb with lymphedema"),
)


def told(id: str, answers: Answers, bearing: Bearing) -> list[Heeded]:
    return [one for one in heeded(TREATMENT_BY_ID.get(id) or TESTS[id], answers) if one.bearing is bearing]


def words(id: str, answers: Answers, bearing: Bearing = Bearing.HERE) -> list[str]:
    return [one.says() for one in told(id, answers, bearing)]


@pytest.mark.parametrize(("id", "answers", "begins"), OF_WHOM, ids=str)
def test_a_precaution_is_told_of_the_patient_it_is_about(id: str, answers: Answers, begins: str) -> None:
    found = [one for one in told(id, {**SAFE, **answers}, Bearing.HERE) if one.says().startswith(begins)]
    assert len(found) == 1
    assert {one.finding for one in found[0].because} & set(answers)


@pytest.mark.parametrize("id", [*TREATMENT_BY_ID, *TESTS])
def test_of_a_patient_without_any_of_it_only_what_nothing_recorded_decides_is_told(id: str) -> None:
    assert words(id, SAFE) == words(id, SAFE, Bearing.NOT_KNOWN) == []
    assert all(one.precaution.when is None and not one.precaution.taking for one in told(id, SAFE, Bearing.IN_GENERAL))


@pytest.mark.parametrize(("id", "begins"), OF_ALL, ids=str)
def test_what_nothing_recorded_decides_is_told_of_everybody(id: str, begins: str) -> None:
    assert any(said.startswith(begins) for said in words(id, SAFE, Bearing.IN_GENERAL))


def test_every_precaution_was_tried_above() -> None:
    tried = {
        one.precaution
        for id, answers, begins in OF_WHOM
        for one in told(id, {**SAFE, **answers}, Bearing.HERE)
        if one.says().startswith(begins)
    }
    tried |= {
        one.precaution
        for id, begins in OF_ALL
        for one in told(id, SAFE, Bearing.IN_GENERAL)
        if one.says().startswith(begins)
    }
    assert [one.text for one in PRECAUTIONS if one not in tried] == []


def test_what_was_not_asked_is_never_taken_for_no() -> None:
    missing = {one.says(): one.missing for one in told("pain_reliever_otc", {}, Bearing.NOT_KNOWN)}
    assert missing["A diuretic works less well beside it, and the kidneys can fail: watch them."] == ("medications",)
    assert missing["Advanced kidney disease (eGFR or clearance below 30): avoid."] == ("kidney_disease",)
    assert len(missing) == len([one for one in PRECAUTIONS if TREATMENT_BY_ID["pain_reliever_otc"] in one.of]) - 2


def test_a_name_that_is_not_known_leaves_open_what_it_is() -> None:
    assert "Methotrexate: its toxic effects grow." in words(
        "pain_reliever_otc", {**SAFE, **takes("Zaldiar")}, Bearing.NOT_KNOWN
    )
    both = {**SAFE, **takes("Zaldiar", "methotrexate")}
    assert "Methotrexate: its toxic effects grow." in words("pain_reliever_otc", both)


def test_a_name_on_the_list_is_repeated_as_it_was_typed() -> None:
    (one,) = (
        one for one in told("duloxetine", {**SAFE, **takes("Aleve 220 mg")}, Bearing.HERE) if "Bleeding" in one.says()
    )
    assert one.said.lists == "Aleve 220 mg"


def test_precautions_change_no_status_whatever_is_on_the_list() -> None:
    everything = takes(*(one.name for one in INGREDIENTS))
    assert advise({**SAFE, **everything}).statuses == advise(SAFE).statuses


def test_advice_carries_those_of_what_it_offers() -> None:
    advice = advise({**SAFE, **takes("hydrochlorothiazide"), "cancer_history": True, "kidney_disease": False})
    said = advice.as_json()["precautions"]
    assert [one["text"][:10] for one in said["pain_reliever_otc"]] == ["A diuretic"]
    assert "mri_lumbar" not in said
    assert set(said) <= {item.treatment.id for item in advice.items} | {one.test.id for one in advice.suggested}


@pytest.mark.parametrize("one", PRECAUTIONS, ids=lambda one: one.text[:40])
def test_every_precaution_has_a_source_and_general_knowledge_says_so(one: Precaution) -> None:
    assert one.sources
    general = [citation for citation in one.sources if citation.source is GENERAL]
    assert all(citation.section.startswith("general knowledge, check ") for citation in general)
    assert not (general and one.level is Level.RULED_OUT), "a label rules out, not general knowledge"


def test_what_is_left_out_of_the_treatments_says_why_by_its_sources() -> None:
    assert {one.id for one in LEFT_OUT}.isdisjoint({*RUNG_BY_ID, *TESTS})
    assert all(one.text and one.sources and GENERAL not in [c.source for c in one.sources] for one in LEFT_OUT)
