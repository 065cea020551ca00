"""What guidelines and reference works say of the back."""

from ..words import gettext_noop
from .source import Source

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
