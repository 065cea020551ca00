"""What is told of a made-up patient: who they are, and their visits, the earliest first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.services.record import Group
from clinic.roles import Role


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who works here."""

    username: str
    name: str
    title: str = ""
    registration_number: str = ""
    role: Role


@dataclass(frozen=True, kw_only=True)
class Result:
    days_later: int
    text: str
    abnormal: bool


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """`rule` is the one that suggested it; `scheduled_days_later` without a result leaves it waiting."""

    test: str
    urgency: str
    reason: str
    rule: str = ""
    scheduled_days_later: int | None = None
    result: Result | None = None


@dataclass(frozen=True, kw_only=True)
class Declined:
    item: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Added:
    """To a signed note, by whoever signed it."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Visit:
    """In the order in which a visit goes; `received_by` takes down the answers of intake before `by` comes in."""

    by: Member
    days_ago: int = 0
    received_by: Member | None = None
    intake: Mapping[str, Any] = field(default_factory=dict)
    background_confirmed: bool = False
    none_of: tuple[Group, ...] = ("emergency", "serious")
    found: Mapping[str, Any] = field(default_factory=dict)
    ordered: tuple[Ordered, ...] = ()
    accepted: tuple[str, ...] = ()
    declined: tuple[Declined, ...] = ()
    signed: bool = True
    added: tuple[Added, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Medicine:
    name: str
    dose: str = ""
    code: str | None = None
    weeks: int | None = None


@dataclass(frozen=True, kw_only=True)
class Allergy:
    substance: str
    reaction: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """`age` today; `birthday` as (month, day). Medicines and allergies: None not asked, empty none."""

    given_name: str
    family_name: str
    age: int
    birthday: tuple[int, int]
    sex: str | None
    phone: str = ""
    address: str = ""
    medicines: tuple[Medicine, ...] | None = ()
    allergies: tuple[Allergy, ...] | None = ()
    shows: str
    visits: tuple[Visit, ...] = ()


HEALTHY: Mapping[str, Any] = {
    "kidney_disease": False,
    "ulcer_or_gi_bleed": False,
    "heart_disease": False,
    "heart_failure": False,
    "hypertension": False,
    "liver_disease": False,
    "diabetes": False,
    "nsaid_allergy": False,
    "anticoagulant": False,
    "narrow_angle_glaucoma": False,
    "urinary_retention": False,
    "arrhythmia_or_recent_mi": False,
    "sleep_apnea": False,
    "substance_use_disorder": False,
    "heavy_alcohol": False,
    "safety_critical_work": False,
    "implanted_device": False,
    "contrast_allergy": False,
    "maoi_use": False,
    "ssri_or_snri_use": False,
    "sedative_use": False,
    "ace_arb_and_diuretic": False,
    "lithium_or_methotrexate": False,
}
MOVES_FREELY: Mapping[str, Any] = {
    "sits": "normal",
    "stands": "normal",
    "walks": "normal",
    "lifts_legs": "normal",
    "gait": "normal",
    "deformity": "none",
}
NERVES_WHOLE: Mapping[str, Any] = {
    f"{finding}_{side}": value
    for finding, value in (
        *((f"strength_{root}", 5) for root in ("l2", "l3", "l4", "l5", "s1")),
        *((f"sensation_{root}", "normal") for root in ("l2", "l3", "l4", "l5", "s1")),
        ("reflex_knee", 2),
        ("reflex_ankle", 2),
        ("slr", "negative"),
    )
    for side in ("right", "left")
}
