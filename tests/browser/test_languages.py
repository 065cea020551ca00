"""In a language half as long again: the pages hold together, nothing is left in English, the standard visit passes."""

import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import django
import polib
import pytest
from django.utils import translation
from django.utils.dates import MONTHS_AP
from django.utils.translation import gettext
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from assessments import knowledge
from assessments.knowledge.instruments import INSTRUMENTS
from assessments.knowledge.medicines import INGREDIENTS
from assessments.knowledge.sources import SOURCES
from assessments.models import Encounter, TestOrder
from clinic.demo import PASSWORD
from clinic.models import Patient, PatientAllergy, PatientMedicine, Practice, Staff
from tests.browser.conftest import WIDE, Desk
from tests.browser.measured import STOPWATCH, Hand
from tests.browser.test_accessibility import TOO_WIDE
from tests.browser.test_measures import standard
from tests.made_up_language import CODE, made_up

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

# Words that stick out of the box they stand in, or that are cut off by it.
STICKS_OUT = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (!text.data.trim() || !text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    let box = text.parentElement;
    if (box.closest(".hidden-words, .skip, option, svg, .watermark")) continue;
    while (getComputedStyle(box).display === "inline") box = box.parentElement;
    const edges = box.getBoundingClientRect();
    if (edges.width < 2 || getComputedStyle(box).display === "contents") continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const out = [...range.getClientRects()].some((one) => one.right > edges.right + 1 || one.left < edges.left - 1);
    if (out || (box.scrollHeight > box.clientHeight + 2 && getComputedStyle(box).overflowY === "hidden"))
      found.push(text.data.trim().slice(0, 60));
  }
  return [...new Set(found)];
}
"""
# Every text that is seen or read out.
SAID = """
() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const within = text.parentElement;
    if (within.closest("script, style, kbd, .hash, textarea") || !within.checkVisibility()) continue;
    found.add(text.data.trim());
  }
  for (const name of ["aria-label", "placeholder", "title", "alt", "data-label", "data-side"])
    for (const one of document.querySelectorAll(`[${name}]`)) found.add(one.getAttribute(name).trim());
  return [...found].filter((one) => /[A-Za-z]{4}/.test(one));
}
"""
CITED = re.compile(r'\.at\(\s*"([^"]+)"')
# Beside words of ours, and in its calendar, whose catalogue for scripts the site hands on as it is.
DJANGOS_OWN = ("Your password can", "This field is required.", "Choose a Date")
MARKED = frozenset("áéíóúýÁÉÍÓÚÝñÑ")
AN_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
WORD, VOWEL = re.compile(r"\b[^\W\d_]{4,}\b"), re.compile("[aeiouy]")
# A browser calls itself what it likes.
NAMES = {"Backchart", "RxNorm", *WORD.findall("The project Mozilla AppleWebKit Gecko HeadlessChrome Linux Safari like")}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up(tmp_path_factory.mktemp("language"))


@pytest.fixture
def desk(catalogue: Path, settings: Any, chromium: Browser, live_server: Any, made_up_clinic: None) -> Iterator[Desk]:
    settings.LANGUAGES = [("en", "English"), (CODE, "made up")]
    settings.LOCALE_PATHS = [catalogue]
    context = chromium.new_context(viewport=WIDE, extra_http_headers={"Accept-Language": CODE})
    context.set_default_timeout(15_000)
    context.add_init_script(STOPWATCH)
    at = Desk(page=context.new_page(), address=live_server.url)
    at.listen()
    with translation.override(CODE):
        sits_down(at, "clinician")
        yield at
    context.close()


def sits_down(desk: Desk, username: str) -> None:
    page = desk.page
    desk.is_forgotten()
    page.goto(desk.address)
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name=gettext("Sign in")).click()
    expect(page.get_by_role("button", name=gettext("Sign out"))).to_be_visible()


def goes_wrong(page: Page) -> list[str]:
    found = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: wider than the window: {one}" for one in page.evaluate(TOO_WIDE)]
        found += [f"{width}: sticks out: {one}" for one in page.evaluate(STICKS_OUT)]
    page.set_viewport_size(WIDE)
    return found


def in_english(said: Iterable[str]) -> list[str]:
    """Texts with a whole word that bears no mark of the made-up language and is somebody's to translate."""
    given = nobodys_to_translate()

    def is_left(word: str) -> bool:
        return bool(VOWEL.search(word)) and not MARKED & set(word) and word not in given

    return sorted(text[:90] for text in said if any(is_left(word) for word in WORD.findall(AN_ID.sub("", text))))


@cache
def djangos_own() -> list[re.Pattern[str]]:
    """What it says itself, from its own catalogues, which the made-up language has none of."""
    within = Path(django.__file__).parent
    files = [within / part / "locale/en/LC_MESSAGES/django.po" for part in ("conf", "contrib/admin", "contrib/auth")]
    texts = {text for file in files for one in polib.pofile(str(file)) for text in (one.msgid, one.msgid_plural)}
    named = [re.split(r"%\(\w+\)[sd]|%[sd]", text.strip()) for text in texts if text]
    said = ["(.+)".join(map(re.escape, parts)) for parts in named if any(map(WORD.search, parts))]
    months = "|".join(re.escape(str(month)) for month in MONTHS_AP.values())
    return [re.compile(one) for one in (*said, rf"({months}) \d+, \d{{4}}(, .+)?")]


def nobodys_to_translate() -> set[str]:
    chart = [
        *Staff.objects.values_list("username", "display_name", "professional_title", "registration_number"),
        *Patient.objects.values_list("given_name", "family_name", "address", "email"),
        *PatientMedicine.objects.values_list("name", "dose"),
        *PatientAllergy.objects.values_list("substance", "reaction"),
        *TestOrder.objects.values_list("reason", "note"),
        *Practice.objects.values_list("name", "address", "letterhead", "time_zone"),
    ]
    cited = [(one.key, one.short, one.title, one.publisher, one.address) for one in SOURCES]
    sold_as = [name for one in INGREDIENTS for name in one.names]
    made_by = [one.attribution for one in INSTRUMENTS if gettext(one.attribution) == one.attribution]
    sections = [CITED.findall(file.read_text()) for file in Path(knowledge.__file__).parent.rglob("*.py")]
    told = " ".join(str(text) for row in (*chart, *cited, *sections, sold_as, made_by) for text in row if text)
    return {*WORD.findall(told), *NAMES}


def look(desk: Desk, state: str, apart: Iterable[str] = ()) -> list[str]:
    """`apart`: texts that stay as they are."""
    said = [one for one in desk.page.evaluate(SAID) if not any(own in one for own in DJANGOS_OWN)]
    said = [one for one in said if one not in apart]
    said = [one for one in said if not any(own.fullmatch(one) for own in djangos_own())]
    left = [f"English: {one}" for one in in_english(said)]
    return [f"{state}, {one}" for one in (*goes_wrong(desk.page), *left)]


def paper(desk: Desk, link: str) -> str:
    pdf = desk.page.context.request.get(f"{desk.address}{link}")
    assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.body())).pages)


def test_every_page_holds_together_and_none_stays_in_english(desk: Desk) -> None:
    page = desk.page
    found = look(desk, "today")
    chart = f"/patients/{Patient.objects.get(family_name='Шевченко').pk}/"
    visit = f"/visits/{Encounter.objects.drafts().filter(patient__family_name='Mbemba')[0].pk}/"
    for path in (
        chart,
        f"{chart}lists/",
        f"{chart}edit/",
        "/patients/new/",
        visit,
        f"{visit}plan/",
        f"{visit}review/",
        f"{visit}explain/physical_therapy/",
        "/reports/",
        "/information/",
        "/information/prepare/",
        "/account/sessions/",
        "/account/password/",
    ):
        page.goto(f"{desk.address}{path}")
        page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
        found += look(desk, path.replace(chart, "chart/").replace(visit, "visit/"))
    page.goto(f"{desk.address}/patients/new/")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.locator(".errors")).to_be_visible()
    found += look(desk, "new patient, refused")
    assert not found, "\n".join(found)


def test_the_standard_visit_goes_through_to_the_paper(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{desk.address}/patients/{Patient.objects.get(family_name='Wiśniewski').pk}/")
    page.get_by_role("button", name=gettext("Start visit")).click()
    expect(page.locator("#rail")).to_be_attached()
    page.wait_for_load_state()
    standard(Hand(page=page, means="mouse"))
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    found = look(desk, "visit")
    page.locator(".section-index a[data-review]").click()
    expect(page.get_by_role("heading", name=gettext("Review and sign"))).to_be_visible()
    found += look(desk, "review")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name=gettext("Sign"), exact=True).click()
    expect(page.get_by_role("heading", name=gettext("Signed note"))).to_be_visible()
    found += look(desk, "note")
    visit = page.url.split(desk.address)[1].split("/note/")[0]
    printed = {name: paper(desk, f"{visit}/{name}.pdf") for name in ("note", "handout", "plan")}
    for name, words in printed.items():
        found += [f"{name} on paper, English: {one}" for one in in_english(words.splitlines())]
    assert not found, "\n".join(found)
    assert gettext("Assessment and plan") in printed["note"]


def in_the_records_office(desk: Desk) -> list[str]:
    """The index, and every list it leads to."""
    page = desk.page
    page.goto(f"{desk.address}/admin/")
    found = look(desk, "records office")
    lists = page.locator("#content-main th a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert lists
    for one in sorted(set(lists)):
        page.goto(f"{desk.address}{one}")
        found += look(desk, one)
    return found


def test_what_the_guidance_knows_is_told_in_every_language(desk: Desk) -> None:
    """But for two kinds of lines, which are written for whoever checks it: a vignette's sentence is the name of the
    test that tries it, and a line of the change log belongs to its fingerprint."""
    page = desk.page
    page.goto(f"{desk.address}/knowledge/")
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    apart = page.locator("#vignettes summary, #changes dd").all_inner_texts()
    assert len(apart) > 80
    found = look(desk, "knowledge", {one.strip() for one in apart})
    assert not found, "\n".join(found)


def test_the_form_of_a_patient_in_the_records_office_holds_together(desk: Desk) -> None:
    page = desk.page
    sits_down(desk, "records")
    page.goto(f"{desk.address}/admin/clinic/patient/{Patient.objects.get(family_name='Wiśniewski').pk}/change/")
    found = look(desk, "patient")
    page.locator("#id_family_name").fill("")
    page.locator("input[name=_save]").click()
    expect(page.locator(".errornote")).to_be_visible()
    found += look(desk, "patient, refused")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["manager", "auditor"])
def test_whoever_keeps_accounts_or_reads_the_trail_is_told_in_every_language(desk: Desk, who: str) -> None:
    sits_down(desk, who)
    found = in_the_records_office(desk)
    assert not found, "\n".join(found)


def test_the_lists_of_the_records_office_too(desk: Desk) -> None:
    sits_down(desk, "records")
    found = in_the_records_office(desk)
    assert not found, "\n".join(found)
