"""Staff accounts and their roles."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.db.models import F
from django.utils.translation import gettext

from clinic.models import Staff
from clinic.refusals import Refused
from clinic.roles import Act, Role
from clinic.services import audit, factor_policy, sessions
from clinic.services.access import require
from clinic.services.changes import Changes, Cleaners, apply, cleaned
from clinic.services.identity import prove_password
from clinic.services.receipts import once
from clinic.text import clean


def make_groups(*, using: str, **_: Any) -> None:
    """After every migrate: a group per role."""
    if Group._meta.db_table in connections[using].introspection.table_names():
        for role in Role:
            Group.objects.using(using).get_or_create(name=role.value)


LENGTHS = {"display_name": 150, "professional_title": 50, "registration_number": 50, "email": 254}


def _detail(name: str, value: str | None) -> str:
    return clean(value, field=name, limit=LENGTHS[name])


def _hash_of(staff: Staff) -> str:
    """Without what changes by signing in, and without the password."""
    return audit.hash_of(staff, without=("password", "last_login"))


@transaction.atomic
def create_staff(
    *,
    by: Staff,
    key: UUID,
    username: str,
    password: str,
    roles: Iterable[Role] = (),
    display_name: str = "",
    professional_title: str = "",
    registration_number: str = "",
    email: str = "",
) -> Staff:
    require(by, Act.MANAGE_STAFF)
    fields = {
        "username": clean(username, field="username", limit=150, required=True),
        "display_name": _detail("display_name", display_name),
        "professional_title": _detail("professional_title", professional_title),
        "registration_number": _detail("registration_number", registration_number),
        "email": _detail("email", email),
    }
    held = sorted(Role(role) for role in roles)

    def act() -> UUID:
        _free(fields["username"])
        _check(password, Staff(**fields))
        staff = Staff.objects.create_user(password=password, **fields)
        _give(staff, held)
        audit.append(
            action="staff.created", by=by, of=staff, findings=_named(held), content_hash=_hash_of(staff), key=key
        )
        return staff.pk

    made = once(key=key, by=by, action="staff.created", body={**fields, "roles": held}, act=act)
    return Staff.objects.get(pk=made)


def _free(username: str) -> None:
    if Staff.objects.filter(username=username).exists():
        raise Refused(
            gettext("username: “%(name)s” is taken.") % {"name": username},
            field="username",
            value=username,
            way_out=gettext("Choose another one."),
        )


@transaction.atomic
def create_superuser(*, username: str, password: str, email: str = "") -> Staff:
    """At the server, where nobody is signed in yet."""
    name = clean(username, field="username", limit=150, required=True)
    _free(name)
    _check(password, Staff(username=name))
    made = Staff.objects.create_superuser(username=name, email=_detail("email", email), password=password)
    audit.append(action="staff.created", by=None, of=made, findings=["superuser"], content_hash=_hash_of(made))
    return made


CLEANERS: Cleaners = {name: partial(_detail, name) for name in LENGTHS}


@transaction.atomic
def update_staff(*, staff: Staff, changes: Changes, by: Staff, key: UUID) -> Staff:
    """`changes` = {field: (as it stood on the page, as it is to be)} of name, title, registration number and e-mail."""
    require(by, Act.MANAGE_STAFF)
    wanted = cleaned(changes, cleaners=CLEANERS)

    def act() -> None:
        # Writing any column is the lock; an account has no revision to count up.
        Staff.objects.filter(pk=staff.pk).update(is_active=F("is_active"))
        row = Staff.objects.get(pk=staff.pk)
        apply(row, wanted)
        row.save(update_fields=list(wanted))
        audit.append(action="staff.updated", by=by, of=row, findings=wanted, content_hash=_hash_of(row), key=key)

    if wanted:
        once(key=key, by=by, action="staff.updated", body={"staff": staff.pk, "changes": wanted}, act=act)
    return Staff.objects.get(pk=staff.pk)


@transaction.atomic
def set_roles(*, staff: Staff, roles: Iterable[Role], by: Staff, key: UUID) -> Staff:
    """Exactly these from now on; the event names the roles held afterwards."""
    require(by, Act.MANAGE_STAFF)
    held = sorted(Role(role) for role in roles)

    def act() -> None:
        _give(staff, held)
        factor_policy.reviewed(of=staff)
        audit.append(action="staff.roles_changed", by=by, of=staff, findings=_named(held), key=key)

    once(key=key, by=by, action="staff.roles_changed", body={"staff": staff.pk, "roles": held}, act=act)
    return Staff.objects.get(pk=staff.pk)


@transaction.atomic
def set_password(*, staff: Staff, password: str, by: Staff, key: UUID) -> Staff:
    """A new one for somebody who lost theirs; it ends every session of theirs."""
    require(by, Act.MANAGE_STAFF)

    def act() -> None:
        _set_password(staff, password, by=by, key=key)

    once(key=key, by=by, action="staff.password_set", body={"staff": staff.pk}, act=act)
    return Staff.objects.get(pk=staff.pk)


@transaction.atomic
def set_password_at_the_server(*, staff: Staff, password: str) -> None:
    """For who can ask nobody else; whoever commands the server could write to the database as well."""
    _set_password(staff, password, by=None, key=None)


def _set_password(staff: Staff, password: str, *, by: Staff | None, key: UUID | None) -> None:
    row = Staff.objects.get(pk=staff.pk)
    _check(password, row)
    row.set_password(password)
    row.save(update_fields=["password"])
    sessions.end_all(staff=row, by=by)
    audit.append(action="staff.password_set", by=by, of=row, key=key)


def change_password(*, staff: Staff, old: str, new: str, but: str | None = None) -> Staff:
    """One's own, knowing the old one; it ends every session of theirs but that one."""
    prove_password(staff, old, field="old")
    return _change_password(staff, new, but)


@transaction.atomic
def _change_password(staff: Staff, new: str, but: str | None) -> Staff:
    row = Staff.objects.get(pk=staff.pk)
    _check(new, row)
    row.set_password(new)
    row.save(update_fields=["password"])
    sessions.end_all(staff=row, by=row, but=but)
    audit.append(action="staff.password_changed", by=row, of=row)
    return row


@transaction.atomic
def set_active(*, staff: Staff, active: bool, by: Staff, key: UUID) -> Staff:
    require(by, Act.MANAGE_STAFF)
    action = "staff.opened" if active else "staff.closed"

    def act() -> None:
        row = Staff.objects.get(pk=staff.pk)
        row.is_active = active
        row.save(update_fields=["is_active"])
        if not active:
            sessions.end_all(staff=row, by=by)
        audit.append(action=action, by=by, of=row, content_hash=_hash_of(row), key=key)

    once(key=key, by=by, action=action, body={"staff": staff.pk}, act=act)
    return Staff.objects.get(pk=staff.pk)


def _check(password: str, staff: Staff) -> None:
    try:
        validate_password(password, staff)
    except ValidationError as wrong:
        raise Refused(f"password: {' '.join(wrong.messages)}", field="password") from None


def _named(roles: Iterable[Role]) -> list[str]:
    return [role.value.replace(" ", "_") for role in roles]


def _give(staff: Staff, roles: Iterable[Role]) -> None:
    others = staff.groups.exclude(name__in=[role.value for role in Role])
    staff.groups.set([*others, *(Group.objects.get_or_create(name=role.value)[0] for role in roles)])
    staff.__dict__.pop("roles", None)
