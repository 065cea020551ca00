"""Whether somebody has a second factor, and whether the practice wants them to."""

from allauth.mfa.models import Authenticator

from clinic.models import Practice, Staff, StaffSession
from clinic.models.practice import SecondFactorFor
from clinic.roles import Act, acts

# Who signs, or enters the records office and the trail.
TRUSTED_WITH = frozenset(
    {Act.SIGN, Act.CO_SIGN, Act.MANAGE_RECORDS, Act.MANAGE_PRACTICE, Act.MANAGE_STAFF, Act.READ_AUDIT}
)
# A password that stands alone is longer (NIST SP 800-63B-4, 3.1.1.2).
LENGTH_ALONE, LENGTH_BESIDE = 15, 12

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # codes for recovery are no factor by themselves


def has_one(staff: Staff) -> bool:
    return Authenticator.objects.filter(user_id=staff.pk, type__in=KINDS).exists()


def wanted_of(staff: Staff) -> bool:
    return _asks(Practice.current().second_factor_for, staff)


def _asks(policy: str, staff: Staff) -> bool:
    match policy:
        case SecondFactorFor.ALL:
            return True
        case SecondFactorFor.SIGNERS:
            return bool(TRUSTED_WITH & acts(staff))
    return False


def lacks_one(staff: Staff) -> bool:
    return wanted_of(staff) and not has_one(staff)


def reviewed(*, of: Staff | None = None) -> None:
    """After other roles or another policy: sessions that go on are held to it from their next page. Four queries."""
    policy = Practice.current().second_factor_for
    rows = StaffSession.objects.filter(must_enrol=False)
    rows = rows.filter(staff=of) if of else rows
    held = Authenticator.objects.filter(type__in=KINDS).values("user_id")
    without = Staff.objects.filter(pk__in=rows.values("staff_id")).exclude(pk__in=held).prefetch_related("groups")
    rows.filter(staff__in=[person for person in without if _asks(policy, person)]).update(must_enrol=True)
