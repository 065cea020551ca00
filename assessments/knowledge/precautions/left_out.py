"""What the ladder does not have, and why."""

from ..sources import ACP17, MAYO, NG59, VA17, WHO23
from ..words import gettext_noop
from .precaution import LeftOut

LEFT_OUT: tuple[LeftOut, ...] = (
    LeftOut(
        id="systemic_steroid",
        label=gettext_noop("Steroids by mouth or into a muscle"),
        text=gettext_noop("Not suggested: no benefit for back pain, nor for pain down the leg."),
        sources=(
            ACP17.at("Recommendation 1: systemic steroids"),
            NG59.at("1.2: sciatica, medicines, 2020"),
            VA17.at("Medicines"),
        ),
    ),
    LeftOut(
        id="gabapentinoid",
        label=gettext_noop("Gabapentin and pregabalin"),
        text=gettext_noop("Not offered for sciatica since 2020; summaries from before that say otherwise."),
        sources=(NG59.at("1.2: sciatica, medicines, 2020"),),
    ),
    LeftOut(
        id="benzodiazepine",
        label=gettext_noop("Benzodiazepines"),
        text=gettext_noop("Advised against, strongly by VA/DoD 2017; not offered for sciatica."),
        sources=(VA17.at("Medicines"), NG59.at("1.2: sciatica, medicines, 2020")),
    ),
    LeftOut(
        id="supports",
        label=gettext_noop("Belts, corsets, insoles and traction"),
        text=gettext_noop("No good evidence for supports and insoles; belts and traction are advised against."),
        sources=(
            MAYO.at("Prevention: buyer beware"),
            NG59.at("1.2: orthotics and traction"),
            WHO23.at("Braces and traction, not as routine"),
        ),
    ),
)
