"""What a line of the table makes of the tests' own report."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from faults import suites

PASSED = '<testcase name="one"/>'
COUNTED = '<testcase name="two"><properties><property name="cells" value="1200"/></properties></testcase>'


def report(folder: Path, *cases: str) -> Path:
    told = folder / "told.xml"
    told.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
    return told


def test_what_tests_counted_is_added_up_and_said(tmp_path: Path) -> None:
    found = suites.read(report(tmp_path, PASSED, COUNTED, COUNTED))
    assert suites.held(found)
    assert suites.says(found) == "2,400 cells, 3 tests passed, 0 did not"
    assert suites.seen(found) == "broken builds: 3 of 3"


@pytest.mark.parametrize("how", ["failure", "error", "skipped"])
def test_a_test_that_failed_broke_or_was_left_out_is_no_proof(tmp_path: Path, how: str) -> None:
    found = suites.read(report(tmp_path, PASSED, f'<testcase name="three"><{how}/></testcase>'))
    assert found["wrong"] == ["three"]
    assert suites.says(found) == "1 tests passed, 1 did not"
    assert not suites.held(found)
    assert suites.seen(found) == ""


def test_no_test_at_all_is_no_proof(tmp_path: Path) -> None:
    found = suites.read(report(tmp_path))
    assert not suites.held(found)
    assert suites.seen(found) == ""


def test_half_a_report_is_none(tmp_path: Path) -> None:
    told = report(tmp_path, PASSED)
    told.write_text(told.read_text()[:40])
    with pytest.raises(ElementTree.ParseError):
        suites.read(told)
