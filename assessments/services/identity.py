"""The password again, before a signature: only as oneself."""

from django.utils.translation import gettext

from clinic.models import Staff
from clinic.refusals import Refused


class WrongPassword(Refused):
    def __init__(self) -> None:
        super().__init__(
            gettext("The password is not right; nothing was signed."),
            field="password",
            way_out=gettext("Type your own password again."),
        )


def confirm(by: Staff, password: str) -> None:
    if not by.check_password(password):
        raise WrongPassword
