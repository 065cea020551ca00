"""The door."""

from django.contrib.auth import views
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from clinic.forms.signin import SignInForm


class SignIn(views.LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True

    @method_decorator(sensitive_variables())
    def get_form(self, form_class: type[SignInForm] | None = None) -> SignInForm:  # type: ignore[override]
        form: SignInForm = super().get_form(form_class)  # type: ignore[arg-type, assignment]
        form.returning_to(self.get_redirect_url())
        return form
