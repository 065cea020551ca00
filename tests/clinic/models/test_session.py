"""Somebody who looks through their sessions knows each of their devices."""

import pytest

from clinic.models.session import StaffSession

LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
IPAD = (
    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (LINUX, "Chrome 131 on Linux"),
        (IPAD, "Mobile Safari 17 on iOS 17"),
        (WINDOWS, "Firefox 128 on Windows 10"),
        ("curl/8.9", "curl/8.9"),
        ("<b>mine</b>", "<b>mine</b>"),
        ("", "unknown"),
    ],
)
def test_a_device_is_told_by_its_browser_and_its_system(said: str, words: str) -> None:
    assert StaffSession(device=said).device_in_words == words
