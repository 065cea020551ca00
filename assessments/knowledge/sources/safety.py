"""Labels and safety communications of medicines, devices and procedures; and general knowledge."""

from ..words import gettext_noop
from .source import Source

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
    short="AGS Beers",
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
    short="General knowledge",
    title="General medical knowledge, not checked at a primary source: check the label or the specialist source",
    publisher="Backchart",
    year=None,
    address="",
    population=gettext_noop("not stated"),
)
