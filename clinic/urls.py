"""Every address of the site. None holds a name, a date or what somebody typed."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from clinic.admin.site import site
from clinic.views import account, audit, lists, patients, restricting, search, second_factor, second_step, signin

handler500 = "clinic.views.outage.failed"

urlpatterns = [
    path("", include("assessments.urls")),
    path("sign-in/", signin.SignIn.as_view(), name="login"),
    path("sign-in/second-step/", second_step.page, name="second-step"),
    path("sign-out/", LogoutView.as_view(), name="logout"),
    path("session/", signin.state, name="session-state"),
    path("session/here/", signin.here, name="session-here"),
    path("session/sign-in/", signin.again, name="session-sign-in"),
    path("session/sign-in/second-step/", second_step.again, name="session-second-step"),
    path("account/sessions/", account.own_sessions, name="own-sessions"),
    path("account/sessions/end-others/", account.end_other_sessions, name="other-sessions-end"),
    path("account/sessions/<uuid:pk>/end/", account.end_session, name="session-end"),
    path("account/password/", account.password, name="own-password"),
    path("account/second-factor/", second_factor.overview, name="second-factor"),
    path("account/second-factor/app/", second_factor.add_app, name="second-factor-app"),
    path("account/second-factor/passkey/", second_factor.add_passkey, name="second-factor-passkey"),
    path("account/second-factor/recovery-codes/", second_factor.recovery_codes, name="recovery-codes"),
    path("account/second-factor/<int:pk>/remove/", second_factor.remove, name="second-factor-remove"),
    path("audit/", audit.trail, name="audit"),
    path("patients/<uuid:pk>/access/", audit.access, name="patient-access"),
    path("patients/search/", search.search, name="patient-search"),
    path("patients/new/", patients.new, name="patient-new"),
    path("patients/<uuid:pk>/edit/", patients.edit, name="patient-edit"),
    path("patients/<uuid:pk>/archive/", patients.archive, name="patient-archive"),
    path("patients/<uuid:pk>/restore/", patients.restore, name="patient-restore"),
    path("patients/<uuid:pk>/restrict/", restricting.restrict, name="patient-restrict"),
    path("patients/<uuid:pk>/restrict/lift/", restricting.lift, name="patient-unrestrict"),
    path("patients/<uuid:pk>/care-team/", restricting.name, name="care-team-name"),
    path("patients/<uuid:pk>/care-team/<uuid:member>/leave/", restricting.take_off, name="care-team-leave"),
    path("patients/<uuid:pk>/lists/", lists.page, name="patient-lists"),
    path("patients/<uuid:pk>/medicines/add/", lists.add_medicine, name="medicine-add"),
    path("patients/<uuid:pk>/medicines/none/", lists.no_medicines, name="medicines-none"),
    path("patients/<uuid:pk>/allergies/add/", lists.add_allergy, name="allergy-add"),
    path("patients/<uuid:pk>/allergies/none/", lists.no_allergies, name="allergies-none"),
    path("medicines/<uuid:pk>/stop/", lists.stop_medicine, name="medicine-stop"),
    path("medicines/<uuid:pk>/strike/", lists.strike_medicine, name="medicine-strike"),
    path("allergies/<uuid:pk>/strike/", lists.strike_allergy, name="allergy-strike"),
    path("admin/", site.urls),
]
