import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from clinic.context import RequestContext, request_context
from clinic.middleware import RequestContextMiddleware
from clinic.models import AuditEvent, Staff
from clinic.refusals import NotAllowed
from clinic.roles import Act
from clinic.services import reading
from clinic.services.access import require
from tests import factories


def only_for_auditors(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Staff)
    require(request.user, Act.READ_AUDIT)
    return HttpResponse("the trail")


urlpatterns = [path("trail", only_for_auditors)]

pytestmark = pytest.mark.django_db


def request_of(user: Staff | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    request.user = user
    request.session = SessionStore()
    request.session.create()
    return request


def test_an_event_written_while_answering_carries_the_request() -> None:
    doctor, patient = factories.clinician(), factories.patient()
    request = request_of(doctor)

    def view(_: HttpRequest) -> HttpResponse:
        reading.opened(by=doctor, patient=patient)
        return HttpResponse()

    response = RequestContextMiddleware(view)(request)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.source_address, event.request_id) == ("192.0.2.7", response["X-Request-ID"])
    assert event.session_ref
    assert str(request.session.session_key) not in repr(event.sealed())
    assert request_context.get() == RequestContext()


def test_the_context_is_gone_when_a_view_fails() -> None:
    def view(_: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        RequestContextMiddleware(view)(request_of(AnonymousUser()))
    assert request_context.get() == RequestContext()


def test_what_a_role_does_not_include_is_written_down_as_denied() -> None:
    doctor = factories.clinician()
    for user, who in ((doctor, doctor.pk), (AnonymousUser(), None)):
        request = request_of(user)
        middleware = RequestContextMiddleware(lambda _: HttpResponse())
        middleware.process_exception(request, NotAllowed("read_audit"))
        event = AuditEvent.objects.first()
        assert event is not None
        assert (event.action, event.outcome, event.user_id) == ("denied.read_audit", "denied", who)


@pytest.mark.urls(__name__)
def test_a_page_beyond_ones_role_answers_403_and_is_written_down() -> None:
    client, doctor, auditor = Client(), factories.clinician(), factories.auditor()
    client.force_login(doctor)
    assert client.get("/trail").status_code == 403
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.action, event.outcome, event.user_id) == ("denied.read_audit", "denied", doctor.pk)
    client.force_login(auditor)
    assert client.get("/trail").status_code == 200
