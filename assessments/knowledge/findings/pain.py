"""The pain itself: how bad, how long, where, and what changes it."""

from ..conditions import Setting
from ..sources import GENERAL, MAYO, PEG09
from ..vocabulary import Choice, Code, Day, Measure, Scale, Section, Several, YesNo, options
from ..words import gettext_noop

DURATION = Measure(
    id="duration_weeks",
    label=gettext_noop("How long"),
    help=gettext_noop("Completed weeks since this pain began. 3w, 10 days, 2 months or a date can be typed."),
    source=MAYO.at("When to see a doctor"),
    lowest=0,
    highest=5200,
    unit=gettext_noop("weeks"),
)
ONSET_ON = Day(
    id="onset_on",
    label=gettext_noop("Began on"),
    help=gettext_noop("The day this pain began; may be approximate."),
    source=MAYO.at("What you can do"),
)
ONSET_APPROXIMATE = YesNo(
    id="onset_approximate",
    label=gettext_noop("Start date is approximate"),
    short=gettext_noop("date approximate"),
    source=MAYO.at("What you can do"),
    normal=(),
)
PAIN_NOW = Scale(
    id="pain_now",
    label=gettext_noop("Pain now"),
    help=gettext_noop("0 is no pain, 10 the worst imaginable."),
    source=MAYO.at("Diagnosis"),
    lowest=0,
    highest=10,
    codes=(Code(system="http://loinc.org", code="72514-3"),),
)
PAIN_WORST = Scale(
    id="pain_worst",
    label=gettext_noop("Worst pain, past week"),
    source=MAYO.at("Diagnosis"),
    lowest=0,
    highest=10,
)
PAIN_AVERAGE = Scale(
    id="pain_average",
    label=gettext_noop("Average pain, past week"),
    help=gettext_noop("First item of the PEG."),
    source=PEG09.at("Items"),
    lowest=0,
    highest=10,
    codes=(Code(system="http://loinc.org", code="75893-8"),),
)
PEG_ENJOYMENT = Scale(
    id="peg_enjoyment",
    label=gettext_noop("PEG: enjoyment"),
    help=gettext_noop("Second item of the PEG, past week; the wording is on the instrument's own card."),
    source=PEG09.at("Items"),
    lowest=0,
    highest=10,
    codes=(Code(system="http://loinc.org", code="91145-3"),),
)
PEG_ACTIVITY = Scale(
    id="peg_activity",
    label=gettext_noop("PEG: activity"),
    help=gettext_noop("Third item of the PEG, past week; the wording is on the instrument's own card."),
    source=PEG09.at("Items"),
    lowest=0,
    highest=10,
    codes=(Code(system="http://loinc.org", code="91146-1"),),
)
PAIN_PATTERN = Choice(
    id="pain_pattern",
    label=gettext_noop("Pattern"),
    source=MAYO.at("What to expect from your doctor"),
    options=options(constant=gettext_noop("constant"), intermittent=gettext_noop("comes and goes")),
)
PAIN_COURSE = Choice(
    id="pain_course",
    label=gettext_noop("Course"),
    source=MAYO.at("Treatment"),
    options=options(
        improving=gettext_noop("improving"),
        same=gettext_noop("the same"),
        worsening=gettext_noop("getting worse"),
    ),
)
PAIN_QUALITY = Several(
    id="pain_quality",
    label=gettext_noop("Feels like"),
    source=MAYO.at("Symptoms"),
    options=options(
        ache=gettext_noop("aching"),
        shooting=gettext_noop("shooting"),
        burning=gettext_noop("burning"),
        stabbing=gettext_noop("stabbing"),
    ),
)
PAIN_REGIONS = Several(
    id="pain_regions",
    label=gettext_noop("Where"),
    help=gettext_noop("Right and left are the patient's own."),
    source=MAYO.at("Symptoms"),
    options=options(
        lumbar_centre=gettext_noop("low back, centre"),
        saddle=gettext_noop("saddle area"),
        thoracic_right=gettext_noop("mid back (right)"),
        thoracic_left=gettext_noop("mid back (left)"),
        lumbar_right=gettext_noop("low back (right)"),
        lumbar_left=gettext_noop("low back (left)"),
        buttock_right=gettext_noop("buttock (right)"),
        buttock_left=gettext_noop("buttock (left)"),
        thigh_back_right=gettext_noop("back of thigh (right)"),
        thigh_back_left=gettext_noop("back of thigh (left)"),
        calf_right=gettext_noop("calf (right)"),
        calf_left=gettext_noop("calf (left)"),
        sole_right=gettext_noop("sole (right)"),
        sole_left=gettext_noop("sole (left)"),
        groin_right=gettext_noop("groin (right)"),
        groin_left=gettext_noop("groin (left)"),
        hip_right=gettext_noop("hip (right)"),
        hip_left=gettext_noop("hip (left)"),
        thigh_front_right=gettext_noop("front of thigh (right)"),
        thigh_front_left=gettext_noop("front of thigh (left)"),
        shin_inner_right=gettext_noop("inner shin (right)"),
        shin_inner_left=gettext_noop("inner shin (left)"),
        shin_outer_right=gettext_noop("outer shin (right)"),
        shin_outer_left=gettext_noop("outer shin (left)"),
        foot_top_right=gettext_noop("top of foot (right)"),
        foot_top_left=gettext_noop("top of foot (left)"),
        foot_outer_right=gettext_noop("outer foot (right)"),
        foot_outer_left=gettext_noop("outer foot (left)"),
    ),
)
SPREAD = Choice(
    id="spread",
    label=gettext_noop("Spreads down the leg"),
    help=gettext_noop("As far as it goes. Calf and foot are below the knee."),
    source=MAYO.at("When to see a doctor"),
    sided=True,
    options=options(
        none=gettext_noop("none"),
        buttock=gettext_noop("buttock"),
        thigh=gettext_noop("thigh"),
        calf=gettext_noop("calf"),
        foot=gettext_noop("foot"),
    ),
    normal=("none",),
)
WORSE_WITH = Several(
    id="worse_with",
    label=gettext_noop("Worse with"),
    source=MAYO.at("Symptoms"),
    options=options(
        bending=gettext_noop("bending"),
        twisting=gettext_noop("twisting"),
        lifting=gettext_noop("lifting"),
        standing=gettext_noop("standing"),
        walking=gettext_noop("walking"),
        sitting=gettext_noop("sitting"),
        coughing=gettext_noop("coughing"),
    ),
)
BETTER_WITH = Several(
    id="better_with",
    label=gettext_noop("Better with"),
    source=MAYO.at("Treatment"),
    options=options(
        rest=gettext_noop("rest"),
        movement=gettext_noop("movement"),
        sitting_or_stooping=gettext_noop("sitting or stooping"),
        lying=gettext_noop("lying down"),
        heat=gettext_noop("heat"),
    ),
)
EASED_BY_REST = YesNo(
    id="eased_by_rest",
    label=gettext_noop("Eased by rest"),
    source=MAYO.at("When to see a doctor"),
    normal=(True,),
)
NIGHT_PAIN = YesNo(
    id="night_pain",
    label=gettext_noop("Night pain"),
    short=gettext_noop("night pain"),
    help=gettext_noop("Wakes the patient, or is not eased by lying down."),
    source=GENERAL.at("night pain raises concern together with other signs"),
)

PAIN = Section(
    id="pain",
    title=gettext_noop("Pain"),
    findings=(
        PAIN_NOW,
        DURATION,
        ONSET_ON,
        ONSET_APPROXIMATE,
        PAIN_REGIONS,
        SPREAD,
        PAIN_WORST,
        PAIN_AVERAGE,
        PEG_ENJOYMENT,
        PEG_ACTIVITY,
        PAIN_PATTERN,
        PAIN_COURSE,
        PAIN_QUALITY,
        WORSE_WITH,
        BETTER_WITH,
        EASED_BY_REST,
        NIGHT_PAIN,
    ),
)

# The source speaks of a few weeks, a month and six weeks; ACP11 of one month, ACR21 and CW of six weeks.
TRIAL_WEEKS = Setting(
    id="trial_weeks",
    label=gettext_noop("Weeks of care before a scan or a procedure is considered"),
    default=6,
    lowest=4,
    highest=12,
)
TRIAL_OF_CARE_DONE = DURATION.reaches(TRIAL_WEEKS)
BELOW_THE_KNEE = SPREAD.one_of("calf", "foot")
