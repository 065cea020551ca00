"""What the second-factor library is told of this site: names people read, and how secrets lie in the database."""

from base64 import urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from clinic.models import Staff

NAME = "Backchart"


class Adapter(DefaultMFAAdapter):
    def get_totp_label(self, user: Staff) -> str:
        return user.get_username()

    def get_public_key_credential_user_entity(self, user: Staff) -> dict[str, object]:
        return {"id": user.pk.bytes, "display_name": user.name, "name": user.get_username()}

    def _get_site_name(self) -> str:
        return NAME

    def encrypt(self, text: str) -> str:
        """By the site's own key, which no backup holds; raises InvalidToken when read with another one."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = salted_hmac("clinic.second factor", "key", secret=settings.SECRET_KEY, algorithm="sha256")
    return Fernet(urlsafe_b64encode(key.digest()))
