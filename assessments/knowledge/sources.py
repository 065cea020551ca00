"""Every source that the guidance cites, once each, with what was read of it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .words import gettext_noop


@dataclass(frozen=True, kw_only=True)
class Source:
    """`short` is who says so, as a note prints it; `year` is None where the page bears none."""

    key: str
    short: str
    title: str
    publisher: str
    year: int | None  # without one `read_on` says which state of the page was read
    address: str
    population: str
    read_on: date = date(2026, 11, 22)

    def at(self, section: str) -> Citation:
        return Citation(source=self, section=section)


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A source, to the section; `str()` is the short form that stands beside a suggestion."""

    source: Source
    section: str

    @property
    def key(self) -> str:
        return self.source.key

    def __str__(self) -> str:
        year = f" {self.source.year}" if self.source.year else ""
        return f"{self.source.key}{year}, {self.section}"


MAYO = Source(
    key="MAYO",
    short="Mayo Clinic",
    title="Back pain: symptoms and causes; diagnosis and treatment; symptom page",
    publisher="Mayo Clinic",
    year=None,
    address="https://www.mayoclinic.org/diseases-conditions/back-pain",
    population=gettext_noop("general public with back pain"),
)
ACP11 = Source(
    key="ACP11",
    short="ACP",
    title="Diagnostic imaging for low back pain: advice for high-value health care",
    publisher="American College of Physicians, Ann Intern Med 2011;154:181-189",
    year=2011,
    address="https://doi.org/10.7326/0003-4819-154-3-201102010-00008",
    population=gettext_noop("adults with low back pain"),
)
ACP17 = Source(
    key="ACP17",
    short="ACP",
    title="Noninvasive treatments for acute, subacute, and chronic low back pain",
    publisher="American College of Physicians, Ann Intern Med 2017;166:514-530",
    year=2017,
    address="https://doi.org/10.7326/M16-2367",
    population=gettext_noop("adults with low back pain; topical and epidural treatment not covered"),
)
NG59 = Source(
    key="NG59",
    short="NICE NG59",
    title="Low back pain and sciatica in over 16s: assessment and management",
    publisher="National Institute for Health and Care Excellence",
    year=2020,
    address="https://www.nice.org.uk/guidance/ng59",
    population=gettext_noop("people of 16 and over with low back pain or sciatica"),
)
NG65 = Source(
    key="NG65",
    short="NICE NG65",
    title="Spondyloarthritis in over 16s: diagnosis and management",
    publisher="National Institute for Health and Care Excellence",
    year=2017,
    address="https://www.nice.org.uk/guidance/ng65",
    population=gettext_noop("people of 16 and over with suspected spondyloarthritis"),
)
ACR21 = Source(
    key="ACR21",
    short="ACR",
    title="ACR Appropriateness Criteria: Low Back Pain, 2021 update",
    publisher="American College of Radiology, JACR 2021;18(11S):S361-S379",
    year=2021,
    address="https://acsearch.acr.org/",
    population=gettext_noop("adults considered for imaging for low back pain"),
)
VA22 = Source(
    key="VA22",
    short="VA/DoD",
    title="Clinical practice guideline for the diagnosis and treatment of low back pain",
    publisher="US Departments of Veterans Affairs and Defense",
    year=2022,
    address="https://doi.org/10.1097/phm.0000000000002356",
    population=gettext_noop(
        "adults with low back pain; cancer, infection, inflammatory disease and pregnancy excluded"
    ),
)
VA17 = Source(
    key="VA17",
    short="VA/DoD",
    title="Diagnosis and treatment of low back pain: synopsis of the 2017 guideline",
    publisher="US Departments of Veterans Affairs and Defense, J Gen Intern Med 2019;34:2620",
    year=2017,
    address="https://www.healthquality.va.gov/guidelines/Pain/lbp/",
    population=gettext_noop("adults with low back pain"),
)
CW = Source(
    key="CW",
    short="Choosing Wisely",
    title="Choosing Wisely: imaging for low back pain; needle studies and back pain",
    publisher="AAFP, NASS, AANEM and AAPM&R for the ABIM Foundation",
    year=None,
    address="https://www.aafp.org/pubs/afp/collections/choosing-wisely.html",
    population=gettext_noop("adults with low back pain in primary care"),
)
WHO23 = Source(
    key="WHO23",
    short="WHO",
    title="Guideline for non-surgical management of chronic primary low back pain in adults",
    publisher="World Health Organization",
    year=2023,
    address="https://www.ncbi.nlm.nih.gov/books/NBK599213/",
    population=gettext_noop("adults with chronic primary low back pain, without surgery"),
)
BMJBP = Source(
    key="BMJBP",
    short="BMJ Best Practice",
    title="Cauda equina syndrome: diagnosis approach",
    publisher="BMJ Best Practice",
    year=None,
    address="https://bestpractice.bmj.com/topics/en-gb/3000164",
    population=gettext_noop("adults with suspected cauda equina syndrome"),
)
IDSA15 = Source(
    key="IDSA15",
    short="IDSA",
    title="Clinical practice guidelines for native vertebral osteomyelitis in adults",
    publisher="Infectious Diseases Society of America, Clin Infect Dis 2015;61:e26-e46",
    year=2015,
    address="https://doi.org/10.1093/cid/civ482",
    population=gettext_noop("adults with suspected infection of the spine"),
)
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
FDA_NSAID = Source(
    key="FDA-NSAID",
    short="FDA, NSAIDs",
    title="NSAIDs: safety communication on pregnancy (2020), medication guide and ibuprofen label",
    publisher="US Food and Drug Administration",
    year=2020,
    address="https://www.fda.gov/drugs/drug-safety-and-availability",
    population=gettext_noop("users of NSAIDs; pregnancy from 20 weeks"),
)
FDA_ESI = Source(
    key="FDA-ESI",
    short="FDA, epidural steroids",
    title="Epidural corticosteroid injections: rare but serious neurologic problems",
    publisher="US Food and Drug Administration",
    year=2014,
    address="https://www.fda.gov/Drugs/DrugSafety/ucm394280.htm",
    population=gettext_noop("people considered for an epidural steroid injection"),
)
FDA_OPIOID = Source(
    key="FDA-OPIBZD",
    short="FDA, opioids with sedatives",
    title="Opioids with benzodiazepines or other CNS depressants: boxed warning",
    publisher="US Food and Drug Administration",
    year=2016,
    address="https://www.fda.gov/drugs/drug-safety-and-availability",
    population=gettext_noop("people taking an opioid"),
)
LABEL_CYCLOBENZAPRINE = Source(
    key="LBL-CYC",
    short="Cyclobenzaprine label",
    title="Cyclobenzaprine: label",
    publisher="US label, read in summary",
    year=None,
    address="https://dailymed.nlm.nih.gov/",
    population=gettext_noop("users of cyclobenzaprine"),
)
LABEL_DULOXETINE = Source(
    key="LBL-DUL",
    short="Duloxetine label",
    title="Duloxetine: label",
    publisher="US label, section titles and dosing read",
    year=None,
    address="https://dailymed.nlm.nih.gov/",
    population=gettext_noop("users of duloxetine"),
)
LABEL_AMITRIPTYLINE = Source(
    key="LBL-AMI",
    short="Amitriptyline label",
    title="Amitriptyline: label, contraindications",
    publisher="US label, read in a copy",
    year=None,
    address="https://dailymed.nlm.nih.gov/",
    population=gettext_noop("users of amitriptyline"),
)
LABEL_NAPROXEN = Source(
    key="LBL-NAP",
    short="Naproxen label",
    title="Naproxen with esomeprazole: label, interactions 7.6 to 7.9",
    publisher="US label, read in a copy",
    year=None,
    address="https://dailymed.nlm.nih.gov/",
    population=gettext_noop("users of naproxen"),
)
LABEL_TIZANIDINE = Source(
    key="LBL-TIZ",
    short="Tizanidine label",
    title="Tizanidine: label, interactions and warnings",
    publisher="US label, read in a copy",
    year=None,
    address="https://dailymed.nlm.nih.gov/",
    population=gettext_noop("users of tizanidine"),
)
APAP = Source(
    key="APAP",
    short="Acetaminophen label",
    title="Acetaminophen: over-the-counter liver warning",
    publisher="US Food and Drug Administration, quoted",
    year=None,
    address="https://www.fda.gov/drugs/information-drug-class/acetaminophen",
    population=gettext_noop("users of acetaminophen"),
)
BEERS23 = Source(
    key="BEERS23",
    short="AGS Beers",
    title="Updated Beers criteria for potentially inappropriate medication use in older adults",
    publisher="American Geriatrics Society",
    year=2023,
    address="https://doi.org/10.1111/jgs.18372",
    population=gettext_noop("adults of 65 and over"),
)
BEERS12 = Source(
    key="BEERS12",
    short="AGS Beers 2012",
    title="Beers criteria, the text of 2012; the wording of 2023 was not read on this point",
    publisher="American Geriatrics Society, read in a copy",
    year=2012,
    address="https://doi.org/10.1111/j.1532-5415.2012.03923.x",
    population=gettext_noop("adults of 65 and over"),
)
ACR_CONTRAST = Source(
    key="ACR-CM",
    short="ACR contrast manual",
    title="Manual on contrast media, as two hospital policies quote it",
    publisher="American College of Radiology, quoted",
    year=2018,
    address="https://www.acr.org/Clinical-Resources/Contrast-Manual",
    population=gettext_noop("people considered for a scan with contrast medium"),
)
HWE = Source(
    key="HWE",
    short="Hertfordshire and West Essex",
    title="Radiofrequency denervation: when it is funded, and when not done",
    publisher="Hertfordshire and West Essex ICB, clinical guidance",
    year=None,
    address="https://www.hweclinicalguidance.nhs.uk/",
    population=gettext_noop("adults considered for radiofrequency denervation"),
)
ACOG723 = Source(
    key="ACOG723",
    short="ACOG 723",
    title="Committee Opinion 723: diagnostic imaging during pregnancy and lactation",
    publisher="American College of Obstetricians and Gynecologists",
    year=2017,
    address="https://pubmed.ncbi.nlm.nih.gov/28937575/",
    population=gettext_noop("pregnant and breastfeeding women"),
)
CDC22 = Source(
    key="CDC22",
    short="CDC",
    title="Clinical practice guideline for prescribing opioids for pain",
    publisher="US Centers for Disease Control and Prevention, MMWR 2022;71(RR-3)",
    year=2022,
    address="https://www.cdc.gov/mmwr/volumes/71/rr/rr7103a1.htm",
    population=gettext_noop("adults with pain outside cancer, palliative and end-of-life care"),
)
MR_DEVICES = Source(
    key="MRDEV",
    short="MR implant lists",
    title="MR-conditional implants: manufacturers' and reference lists",
    publisher="mrimplant.org and makers' guidelines",
    year=None,
    address="https://mrimplant.org/",
    population=gettext_noop("people with an implanted device considered for MRI"),
)
GENERAL = Source(
    key="GK",
    short="General knowledge, unchecked",
    title="General medical knowledge, not checked at a primary source: check the label or the specialist source",
    publisher="Backchart",
    year=None,
    address="",
    population=gettext_noop("not stated"),
)

SOURCES: tuple[Source, ...] = (
    MAYO,
    ACP11,
    ACP17,
    NG59,
    NG65,
    ACR21,
    VA22,
    VA17,
    CW,
    WHO23,
    BMJBP,
    IDSA15,
    OSTELO08,
    PEG09,
    PHQ2,
    GAD2,
    RMDQ83,
    SBST08,
    ODI00,
    PROMIS,
    HARR,
    SLRX,
    LASLETT05,
    FDA_NSAID,
    FDA_ESI,
    FDA_OPIOID,
    LABEL_CYCLOBENZAPRINE,
    LABEL_DULOXETINE,
    LABEL_AMITRIPTYLINE,
    LABEL_NAPROXEN,
    LABEL_TIZANIDINE,
    APAP,
    BEERS23,
    BEERS12,
    ACR_CONTRAST,
    HWE,
    ACOG723,
    CDC22,
    MR_DEVICES,
    GENERAL,
)
