from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from clinic.canonical import canonical, sha256


def test_the_order_in_which_fields_were_written_does_not_matter() -> None:
    assert canonical({"b": 1, "a": [True, None, "ü"]}) == '{"a":[true,null,"ü"],"b":1}'.encode()


def test_keys_stand_in_utf16_order_as_the_standard_says() -> None:
    # RFC 8785, section 3.2.3: the surrogates of an emoji sort before U+FB33.
    assert canonical({"\ufb33": 1, "😀": 2}) == '{"😀":2,"\ufb33":1}'.encode()


def test_the_hash_is_the_sha256_everybody_else_computes() -> None:
    assert sha256({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_an_instant_hashes_alike_in_every_time_zone() -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert sha256(noon) == sha256(noon.astimezone(timezone(timedelta(hours=5))))


def test_dates_ids_and_fractions_become_text() -> None:
    value = {"day": date(2026, 3, 1), "id": UUID(int=1), "dose": Decimal("1.50"), "big": 2**60}
    assert canonical(value) == (
        b'{"big":"1152921504606846976","day":"2026-03-01","dose":"1.50","id":"00000000-0000-0000-0000-000000000001"}'
    )


def test_what_has_no_json_form_is_named() -> None:
    with pytest.raises(TypeError, match="object"):
        canonical({"x": object()})
