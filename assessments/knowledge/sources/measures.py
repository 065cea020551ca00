"""Where questionnaires and examination signs come from."""

from ..words import gettext_noop
from .source import Source

OSTELO08 = Source(
    key="OSTELO08",
    short="Ostelo, Spine",
    title="Interpreting change scores for pain and functional status in low back pain",
    publisher="Ostelo R and others, Spine 2008;33:90-94",
    year=2008,
    address="https://doi.org/10.1097/BRS.0b013e31815e3a10",
    population=gettext_noop("adults with low back pain"),
)
PEG09 = Source(
    key="PEG09",
    short="Krebs, J Gen Intern Med",
    title="Development and initial validation of the PEG, a three-item scale",
    publisher="Krebs E and others, J Gen Intern Med 2009;24:733-738",
    year=2009,
    address="https://doi.org/10.1007/s11606-009-0981-1",
    population=gettext_noop("adults with chronic pain in primary care"),
)
PHQ2 = Source(
    key="PHQ2",
    short="PHQ-2, Ann Fam Med",
    title="Two-item patient health questionnaire: accuracy of the cut-offs",
    publisher="Ann Fam Med 2010 (PMC2906530)",
    year=2010,
    address="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2906530/",
    population=gettext_noop("adults in primary care"),
)
GAD2 = Source(
    key="GAD2",
    short="GAD-2, Ann Intern Med",
    title="Two-item generalized anxiety disorder scale",
    publisher="Kroenke K and others, Ann Intern Med 2007;146:317-325",
    year=2007,
    address="https://doi.org/10.7326/0003-4819-146-5-200703060-00004",
    population=gettext_noop("adults in primary care"),
)
RMDQ83 = Source(
    key="RMDQ",
    short="Roland-Morris, Spine",
    title="Roland-Morris disability questionnaire: 24 statements on back pain in daily life",
    publisher="Roland M, Morris R, Spine 1983;8:141-144; Roland M, Fairbank J, Spine 2000;25:3115-3124",
    year=1983,
    address="https://www.rmdq.org/",
    population=gettext_noop("adults with low back pain in primary care"),
)
SBST08 = Source(
    key="SBST",
    short="STarT Back, Keele",
    title="STarT Back screening tool: total and psychosocial score",
    publisher="Hill J and others, Arthritis Rheum 2008;59:632-641; Keele University",
    year=2008,
    address="https://startback.hfac.keele.ac.uk/",
    population=gettext_noop("adults with low back pain in primary care; not tested for pain elsewhere"),
)
ODI00 = Source(
    key="ODI",
    short="Oswestry, Spine",
    title="Oswestry disability index",
    publisher="Fairbank J, Pynsent P, Spine 2000;25:2940-2952; Mapi Research Trust",
    year=2000,
    address="https://eprovide.mapi-trust.org/instruments/oswestry-disability-index",
    population=gettext_noop("adults with low back pain"),
)
PROMIS = Source(
    key="PROMIS",
    short="PROMIS, HealthMeasures",
    title="PROMIS pain interference: T-score",
    publisher="Northwestern University, HealthMeasures",
    year=None,
    address="https://www.healthmeasures.net/",
    population=gettext_noop("adults; 50 is the mean of the US reference population, 10 its standard deviation"),
)
HARR = Source(
    key="HARR",
    short="Harrison's Manual",
    title="Harrison's Manual of Medicine: lumbosacral radiculopathy",
    publisher="McGraw-Hill",
    year=None,
    address="https://accessmedicine.mhmedical.com/",
    population=gettext_noop("adults with radiculopathy"),
)
SLRX = Source(
    key="SLRX",
    short="seekhealthz.com",
    title="Accuracy of examination manoeuvres for the nerve root (secondary source)",
    publisher="seekhealthz.com",
    year=None,
    address="https://seekhealthz.com/",
    population=gettext_noop("adults with back and leg pain"),
)
LASLETT05 = Source(
    key="LASLETT05",
    short="Laslett, Man Ther",
    title="Diagnosis of sacroiliac joint pain: validity of provocation tests and composites",
    publisher="Laslett M and others, Man Ther 2005;10:207-218",
    year=2005,
    address="https://doi.org/10.1016/j.math.2005.01.003",
    population=gettext_noop("adults with suspected sacroiliac pain"),
)
