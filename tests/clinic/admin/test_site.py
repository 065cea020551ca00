"""Who comes into the admin, and how far."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from clinic.admin.site import site
from clinic.models import AuditEvent, Staff
from clinic.roles import Act, Role, may
from tests import factories
from tests.clinic.admin.desk import page, signed_in

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


def sections(person: Staff) -> set[str]:
    html = page(signed_in(person), INDEX)
    return {
        model._meta.model_name
        for model in site._registry
        if f'href="/admin/{model._meta.app_label}/{model._meta.model_name}/"' in html and model._meta.model_name
    }


def test_a_superuser_without_a_role_sets_up_staff_and_practice_and_sees_no_chart() -> None:
    assert sections(factories.superuser()) == {"staff", "practice"}


def test_an_auditor_reads_the_trail_and_nothing_else() -> None:
    assert sections(factories.auditor()) == {"auditevent"}


def test_a_records_admin_sees_records_and_the_practice() -> None:
    seen = sections(factories.records_admin())
    assert {"patient", "encounter", "signednote", "testorder", "practice"} <= seen
    assert not {"staff", "auditevent"} & seen


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.CLINICIAN, Role.SUPERVISOR])
def test_who_has_no_work_in_the_admin_is_refused_everywhere_and_it_is_written_down(role: Role) -> None:
    client = signed_in(factories.staff(role))
    for model in site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert client.get(address).status_code == 403
    assert client.get(INDEX).status_code == 403
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.outcome) == ("denied.manage_records", "denied")


def test_a_closed_account_and_a_stranger_are_sent_to_sign_in() -> None:
    person = factories.records_admin()
    client = signed_in(person)
    Staff.objects.filter(pk=person.pk).update(is_active=False)
    for visitor in (client, Client()):
        response = visitor.get(INDEX)
        assert response.status_code == 302
        last = visitor.get(INDEX, follow=True)
        assert last.redirect_chain[-1][0].startswith(reverse("login"))


@pytest.mark.parametrize("model", list(site._registry), ids=lambda model: model._meta.model_name)
def test_each_list_opens_to_exactly_those_whose_role_says_so(model: type) -> None:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")  # type: ignore[attr-defined]
    see = site._registry[model].see  # type: ignore[attr-defined]
    people = [factories.superuser(), *(factories.staff(role) for role in Role)]
    for person in people:
        response = signed_in(person).get(address, follow=True)
        assert response.status_code == (200 if may(person, see) else 403), (person.role, model)


@pytest.mark.parametrize("model", list(site._registry), ids=lambda model: model._meta.model_name)
def test_nothing_is_deleted_and_only_staff_are_added(model: type) -> None:
    for person in (factories.superuser(), factories.records_admin(), factories.auditor()):
        client = signed_in(person)
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined]
        added = client.get(reverse(f"{name}_add")).status_code
        assert added == (200 if model is Staff and may(person, Act.MANAGE_STAFF) else 403)
        assert "delete_selected" not in client.get(reverse(f"{name}_changelist"), follow=True).content.decode()


@pytest.mark.parametrize("model", list(site._registry), ids=lambda model: model._meta.model_name)
def test_whatever_roles_somebody_has_none_deletes_a_row_or_a_line_of_one(model: type) -> None:
    request = RequestFactory().get(INDEX)
    there = site._registry[model]
    inside = [line(model, site) for line in there.inlines]
    for person in (factories.superuser(), factories.staff(*Role)):
        request.user = person
        assert [one for one in (there, *inside) if one.has_delete_permission(request)] == []


def test_the_admin_keeps_no_password_page_and_no_log_of_its_own() -> None:
    client = signed_in(factories.superuser())
    for name in ("password_change/", "logout/", "autocomplete/", "r/1/2/"):
        assert client.post(f"{INDEX}{name}").status_code in (403, 404)
