"""How long a password has to be."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from clinic.models import Staff
from clinic.services.factor_policy import LENGTH_ALONE, LENGTH_BESIDE, has_one


class LengthValidator:
    """Shorter beside a second factor than alone."""

    def validate(self, password: str, user: Staff | None = None) -> None:
        least = LENGTH_BESIDE if user is not None and not user._state.adding and has_one(user) else LENGTH_ALONE
        if len(password) < least:
            raise ValidationError(
                gettext("This is too short: %(count)d characters, and it takes %(least)d or more.")
                % {"count": len(password), "least": least},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return gettext("%(alone)d characters or more; %(beside)d or more with a second factor.") % {
            "alone": LENGTH_ALONE,
            "beside": LENGTH_BESIDE,
        }
