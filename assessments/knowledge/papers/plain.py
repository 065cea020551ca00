"""Causes, tests, treatments and cautions in plain words. Each says what the thing's own sources say, and no more."""

from ..words import gettext_noop

_NOT_KNOWN_YET = gettext_noop("We do not know yet why your back hurts. We need to find out if the cause is serious.")
_PRESSED = gettext_noop("The nerves in your spine may be pressed hard. This needs care at once.")

CAUSES: dict[str, str] = {
    "strain": gettext_noop("You have hurt a muscle. A heavy load or one wrong move can do that."),
    "sprain": gettext_noop("A band that ties two bones together was stretched too far."),
    "disk": gettext_noop(
        "The soft core of a disk may press on a nerve. Many people have such a disk and feel no pain."
    ),
    "oa": gettext_noop("Joints in your low back are worn."),
    "stenosis": gettext_noop("The nerves in your spine have too little space."),
    "osteoporosis": gettext_noop("Your bones are thin and can crack."),
    "fracture": gettext_noop("A bone of your spine may be cracked."),
    "scoliosis": gettext_noop("Your spine bends to one side."),
    "listhesis": gettext_noop("One bone of your spine has slipped out of line."),
    "axspa": gettext_noop("Your spine may be stiff and sore from a kind of joint disease."),
    "sacroiliitis": gettext_noop("The joints where your spine meets your hips are sore."),
    "infection": _NOT_KNOWN_YET,
    "osteomyelitis": _NOT_KNOWN_YET,
    "pyelo": gettext_noop("Germs in a kidney can make your back hurt."),
    "stone": gettext_noop("A stone in a kidney can make your back hurt."),
    "endometriosis": gettext_noop("Tissue like the lining of the womb can grow in other places and hurt."),
    "fibromyalgia": gettext_noop("With this, the whole body can hurt, and the back with it."),
    "obesity": gettext_noop("Your weight is a load on your back."),
    "posture": gettext_noop("The way you sit and stand strains your back."),
    "pregnancy": gettext_noop("Your back can hurt while you carry a child."),
    "sciatica": gettext_noop("A nerve that runs from your back down your leg is sore. So your leg hurts too."),
    "cord_tumor": _NOT_KNOWN_YET,
    "cancer": _NOT_KNOWN_YET,
    "age_change": gettext_noop("Your spine has changed with age."),
    "nonspecific": gettext_noop("We found no one clear cause. That is often so with back pain."),
    "cauda_equina": _PRESSED,
    "aortic_aneurysm": gettext_noop("The main blood vessel in your belly may be the cause. This needs care at once."),
    "cord_compression": _PRESSED,
}
# Their name is for the clinician to say: on the paper stands what is being done about it.
UNNAMED = frozenset({"infection", "osteomyelitis", "cord_tumor", "cancer"})
SERIOUS = UNNAMED | {"fracture", "cauda_equina", "aortic_aneurysm", "cord_compression", "pyelo", "stone"}
NO_CAUSE = gettext_noop("You have pain in your back.")

_DISKS_AND_NERVES = gettext_noop("It shows the bones, disks and nerves of your low back.")
TESTS: dict[str, str] = {
    "xray_lumbar": gettext_noop("It shows broken bones and worn joints."),
    "mri_lumbar": _DISKS_AND_NERVES,
    "ct_lumbar": _DISKS_AND_NERVES,
    "blood_tests": gettext_noop("It shows if germs or some other illness may be behind the pain."),
    "nerve_studies": gettext_noop("It shows how your nerves and muscles work."),
    "mri_whole_spine": gettext_noop("It shows the bones, disks and nerves of your whole spine."),
    "blood_cultures": gettext_noop("It shows if there are germs in your blood."),
    "hla_b27": gettext_noop("It helps to find a kind of joint disease of the spine."),
    "urinalysis": gettext_noop("It shows blood or germs in your urine."),
    "pregnancy_test": gettext_noop("We want to know this before an X-ray."),
    "aorta_imaging": gettext_noop("It shows the main blood vessel in your belly and chest."),
}
HOW_SOON: dict[str, str] = {
    "routine": gettext_noop("There is no rush."),
    "soon": gettext_noop("It should be done in one to two weeks."),
    "urgent": gettext_noop("It should be done in one to three days."),
    "immediate": gettext_noop("It should be done now."),
}

# What the treatment's facts do not tell; those come first.
TREATMENTS: dict[str, str] = {
    "pain_reliever_otc": gettext_noop(
        "Take it as the pack says. Take as little as helps, for as short a time as you can. Too much can harm you."
    ),
    "topical": gettext_noop("Put it on the sore place, as the pack says."),
    "physical_therapy": gettext_noop(
        "You learn to stretch, to get strong, to stand well and to move when it hurts. Go on with it at home. "
        "It helps to keep the pain away."
    ),
    "nsaid_prescription": gettext_noop(
        "Take it as the pack says. Take as little as helps, for as short a time as you can. Too much can harm you."
    ),
    "muscle_relaxant": gettext_noop(
        "Take it as the pack says, for a short time. It can make you dizzy and sleepy. "
        "Do not drive, and do not drink alcohol."
    ),
    "acetaminophen": gettext_noop(
        "Take it as the pack says. Other pills can hold it too: count them all, and do not go past what the pack says."
    ),
    "psychological_therapy": gettext_noop("You talk with a trained person and learn ways to live well with pain."),
    "duloxetine": gettext_noop("Take it as the pack says. Do not stop it all at once: call us first."),
    "tricyclic": gettext_noop("Take it as the pack says."),
    "opioid_short": gettext_noop("Take it as the pack says."),
    "steroid_injection": gettext_noop(
        "A shot near the nerve can calm it. This use is not one that the FDA has approved. In rare cases it has led to "
        "loss of sight, a stroke, loss of movement, or death. Ask us about this first."
    ),
    "radiofrequency_ablation": gettext_noop("A needle with radio waves calms the nerve that tells of the pain."),
    "nerve_stimulator": gettext_noop("A small device under your skin blocks the pain."),
    "surgery": gettext_noop("It can make room for a nerve."),
}
ONE_NSAID = gettext_noop("Take just one drug of this kind. Look on the pack of all your pills, or ask.")
NSAIDS = frozenset({"pain_reliever_otc", "nsaid_prescription"})

REFERRALS: dict[str, str] = {
    "emergency_department": gettext_noop("Go there now, and take this page with you."),
    "spine_surgery_referral": gettext_noop("A surgeon will tell you if surgery can help."),
    "rheumatology_referral": gettext_noop("A doctor for joint disease will see you."),
    "urology_or_gynecology_referral": gettext_noop("The pain may not come from your spine. They will look for that."),
    "pediatric_referral": gettext_noop("A doctor for children will see you."),
}

STEPS: tuple[str, ...] = (
    gettext_noop("Care at home"),
    gettext_noop("Guided care"),
    gettext_noop("Stronger medicine"),
    gettext_noop("Shots and devices"),
    gettext_noop("Surgery"),
)
# When each step comes up, after the ladder's own conditions.
WHEN: tuple[str, ...] = (
    gettext_noop("This is where we start."),
    gettext_noop("When care at home has not helped, or the pain lasts for three weeks."),
    gettext_noop("When step 2 has not helped, and the pain has gone on for 12 weeks."),
    gettext_noop("When the steps before have not helped, most of all with pain below the knee."),
    gettext_noop("For few people: when a leg gets weak, or when all else has failed."),
)
EFFECTS: dict[str, str] = {
    "helped": gettext_noop("helped"),
    "partly": gettext_noop("helped in part"),
    "no_help": gettext_noop("did not help"),
}
