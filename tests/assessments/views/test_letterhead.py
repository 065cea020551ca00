"""The letterhead is seen on paper before it is saved."""

import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from clinic.models import AuditEvent, Practice
from clinic.pictures import picture_of
from clinic.services.practice import update_practice
from tests import factories
from tests.clinic.logos import logo

pytestmark = pytest.mark.django_db
PREVIEW = reverse("letterhead-preview")
TYPED = {
    "name": "Hill Practice",
    "address": "1 High St\r\nTown",
    "phone": "+353 1 555",
    "letterhead": "Weekdays 8 to 17",
    "paper_size": "Letter",
}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.records_admin())
    return client


def test_what_was_typed_and_chosen_stands_on_a_real_paper_and_nothing_is_saved(desk: Client) -> None:
    response = desk.post(PREVIEW, TYPED | {"logo": SimpleUploadedFile("logo.png", logo())})
    [page] = PdfReader(BytesIO(response.content)).pages
    words = " ".join(page.extract_text().split())
    for said in ("Hill Practice", "1 High St Town", "+353 1 555", "Weekdays 8 to 17", "It was not saved"):
        assert said in words
    assert [(image.image.mode, image.image.size) for image in page.images] == [("L", (120, 60))]
    assert round(page.mediabox.width) == 612
    assert response["Cache-Control"] == "no-store"
    assert not Practice.objects.exists()
    assert AuditEvent.objects.filter(action="practice.updated").count() == 0


def test_without_a_file_the_logo_that_is_kept_is_shown_unless_it_is_to_go(desk: Client) -> None:
    def pictures(**sent: str) -> int:
        return len(PdfReader(BytesIO(desk.post(PREVIEW, TYPED | sent).content)).pages[0].images)

    assert pictures() == 0
    picture = picture_of(logo(), field="logo")
    changes = {"logo_id": (None, picture.sha256)}
    update_practice(changes=changes, by=factories.superuser(), key=uuid.uuid4(), picture=picture)
    assert pictures() == 1
    assert pictures(without_logo="on") == 0


def test_the_page_of_the_practice_leads_to_the_preview(desk: Client) -> None:
    page = desk.get(reverse("admin:clinic_practice_changelist"), follow=True).content.decode()
    assert f'formaction="{PREVIEW}"' in page
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"paper_size": "A5"}, "paper_size"),
        ({"name": "x" * 151}, "name has 151 characters"),
        ({"logo": SimpleUploadedFile("logo.svg", b"<svg/>")}, "no PNG or JPEG"),
    ],
)
def test_what_could_not_be_saved_is_not_shown_either(desk: Client, wrong: dict[str, object], said: str) -> None:
    response = desk.post(PREVIEW, TYPED | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
