"""The same advice from a shell: JSON in, JSON out, and a clear refusal that prints nothing else."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessments.knowledge.guidance import advise
from assessments.management.commands.guidance import Command
from tests.vignettes.visit import no_red_flags, visit, well, woman

ROOT = Path(__file__).resolve().parents[3]
BARE = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}


def run(given: bytes | str, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    """As a stranger runs it: no secret, no database, no settings in the environment."""
    sent = given.encode() if isinstance(given, str) else given
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "guidance", *arguments],
        input=sent,
        capture_output=True,
        env=BARE,
        cwd=folder,
        check=False,
        timeout=60,
    )


def told(given: Any, *arguments: str) -> dict[str, Any]:
    done = run(json.dumps(given), *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


Refusal = Callable[..., str]


@pytest.fixture
def refusal(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Refusal:
    """The command in this process, as a shell starts it: leaves with 2, prints nothing, and says why on stderr."""

    def refused(given: bytes | str, *arguments: str) -> str:
        sent = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sent)))
        with pytest.raises(SystemExit) as left:
            Command().run_from_argv(["manage.py", "guidance", *arguments])
        printed, said = capsysbinary.readouterr()
        assert (left.value.code, printed) == (2, b"")
        return said.decode()

    return refused


STANDARD = visit(
    *(woman(41), no_red_flags, well),
    duration_weeks=3,
    pain_now=6,
    spread={"left": "calf"},
    tried={"pain_reliever_otc": "no_help"},
)


def test_one_visit_is_answered_by_the_contract() -> None:
    answer = told(STANDARD)
    assert list(answer) == [
        *("knowledge_version", "urgency", "urgency_at_least", "red_flags_unasked", "alerts", "tests", "treatment"),
        *("referrals", "causes", "ask_next", "derived", "precautions"),
    ]
    assert (answer["urgency"], answer["urgency_at_least"], answer["red_flags_unasked"]) == ("routine", False, [])
    assert list(answer["tests"]) == ["suggested", "avoid", "undecided"]
    assert list(answer["treatment"]) == ["on_hold", "step", "items"]
    assert (answer["treatment"]["on_hold"], answer["treatment"]["step"]) == (False, 2)
    assert {"phq2", "gad2", "peg", "bmi", "ng65_count"} <= set(answer["derived"])
    (alert,) = (one for one in answer["alerts"] if one["rule"] == "leg_spread")
    assert {"rule", "urgency", "text", "because", "sources"} <= set(alert)
    assert {"finding", "value", "words"} <= set(alert["because"][0])
    assert (alert["because"][0]["finding"], alert["because"][0]["value"]) == ("spread", "calf")
    assert alert["sources"] == ["MAYO", "NG59"]
    (mri,) = (one for one in answer["tests"]["avoid"] if one["id"] == "mri_lumbar")
    assert {"id", "rules", "because", "sources"} <= set(mri)
    assert mri["rules"] == ["no_routine_imaging"]
    assert all(set(one) == {"id", "missing"} for one in answer["tests"]["undecided"])
    for item in answer["treatment"]["items"]:
        assert {"id", "step", "status", "because", "cautions", "missing", "sources"} <= set(item)
    assert all({"id", "because"} <= set(one) for one in answer["causes"])
    assert all({"finding", "could_change"} <= set(one) for one in answer["ask_next"])


def test_an_emergency_is_answered_by_the_contract() -> None:
    answer = told({"fever": True, "infection_risk": ["iv_drugs"]})
    assert (answer["urgency"], answer["urgency_at_least"]) == ("immediate", False)
    assert "bladder_change" in answer["red_flags_unasked"]
    assert "fever" not in answer["red_flags_unasked"]
    (blood,) = (one for one in answer["tests"]["suggested"] if one["id"] == "blood_tests")
    assert {"id", "urgency", "rules", "because", "sources", "cautions"} <= set(blood)
    assert (blood["urgency"], blood["rules"]) == ("immediate", ["fever", "infection_risk"])
    (emergency,) = answer["referrals"]
    assert {"id", "urgency", "rules"} <= set(emergency)
    assert (emergency["id"], emergency["urgency"]) == ("emergency_department", "immediate")
    assert {one["status"] for one in answer["treatment"]["items"]} <= {"later", "avoid", "never_suggested"}


def test_the_shell_says_what_the_pages_say() -> None:
    assert told({"age": 70, "bladder_change": True}) == json.loads(
        json.dumps(advise({"age": 70, "bladder_change": True}).as_json())
    )


def test_nothing_asked_is_a_visit_too() -> None:
    assert told({})["urgency"] == "undecided"


def test_answers_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "visit.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps({"sex": "male", "other_symptoms": "müde"}).encode())
    done = run("", str(file), folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["urgency"] == "undecided"
    assert list(tmp_path.iterdir()) == [file]


def test_lines_are_answered_line_by_line() -> None:
    done = run('{"fever": true}\r\n{}\n{"weight_loss": true}\n', "--lines")
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["urgency"] for one in answers] == ["immediate", "undecided", "soon"]


def test_all_lines_are_checked_before_the_first_answer(refusal: Refusal) -> None:
    said = refusal('{"fever": true}\n{}\n{"fever": "hot"}\n', "--lines")
    assert "line 3: fever" in said
    assert "'hot' is not allowed; give yes (true) or no (false)." in said


def test_a_blank_line_among_the_lines_is_named(refusal: Refusal) -> None:
    assert "line 2: Not valid JSON" in refusal("{}\n\n{}\n", "--lines")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ('{"feever": true}', ["'feever'", "did you mean fever?"]),
        ('{"age": "forty"}', ["age (Age)", "'forty'", "0 to 120 years"]),
        ('{"age": 400}', ["age (Age)", "400", "0 to 120 years"]),
        ('{"age": true}', ["age (Age)", "True", "0 to 120 years"]),
        ('{"pain_now": NaN}', ["pain_now", "nan", "0 to 10"]),
        ('{"pain_now": 1e400}', ["pain_now", "inf", "0 to 10"]),
        ('{"pain_now": -Infinity}', ["pain_now", "-inf", "0 to 10"]),
        ('{"pain_now": ' + "9" * 5000 + "}", ["Not valid JSON"]),
        ('{"slr": {"up": "positive"}}', ["slr", '{"right"', "may be missing"]),
        ('{"tried": {"heet": "helped"}}', ["tried", "'heet'", "did you mean heat?"]),
        ('{"fever": true, "fever": false}', ["'fever' is given twice"]),
        ('{"slr": {"left": "positive", "left": "negative"}}', ["'left' is given twice"]),
        ('{"age": 40, "sex": "m", "x": 1}', ["sex (Sex)", "one of female, male, other", "'x'"]),
        ('{"age": ' + "[" * 20_000 + "]" * 20_000 + "}", ["nested too deeply"]),
        ("[" * 20_000, ["nested too deeply"]),
        ("", ["Not valid JSON"]),
        ("  \n", ["Not valid JSON"]),
        ("[]", ["one JSON object of finding ids"]),
        ("null", ["one JSON object of finding ids"]),
        ('{"age": 40', ["Not valid JSON"]),
        ('{"age": 40} {}', ["Not valid JSON"]),
        ('{"other_symptoms": "a\\u0000b"}', ["other_symptoms", "without control or broken characters"]),
        ('{"other_symptoms": "\\ud800"}', ["other_symptoms", "\\ud800", "without control or broken characters"]),
        ('{"medications": ["\\udfff"]}', ["medications", "without control or broken characters"]),
        ('{"\\udc00": 1}', ["no finding", "\\udc00"]),
        ('{"\u202efever": 1}', ["no finding", "\\u202e"]),
        ("{}\x00", ["Not valid JSON"]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_refusal_names_the_finding_the_value_and_what_is_allowed(
    refusal: Refusal, given: str, words: list[str]
) -> None:
    said = refusal(given)
    assert [word for word in words if word not in said] == []
    assert len(said) < 1000


def test_a_refusal_leaves_the_process_with_2_and_prints_no_traceback() -> None:
    done = run('{"fever": true}\n{"age": 400}', "--lines")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"CommandError: line 2: age (Age): 400 is not allowed; give a number from 0 to 120 years.\n"


@pytest.mark.parametrize("given", [b"\xff\xfe{}", '{"other_symptoms": "müde"}'.encode("latin-1"), b"\x80"])
def test_what_is_no_text_is_refused(refusal: Refusal, given: bytes) -> None:
    assert "not UTF-8 text (byte " in refusal(given)


def test_a_file_that_is_not_there_is_named(refusal: Refusal, tmp_path: Path) -> None:
    assert f"Cannot read {tmp_path / 'none.json'}" in refusal("", str(tmp_path / "none.json"))
    assert f"Cannot read {tmp_path}" in refusal("", str(tmp_path))


def test_a_made_up_id_to_explain_is_refused_with_those_there_are(refusal: Refusal) -> None:
    said = refusal("{}", "--explain", "mri_knee")
    assert "'mri_knee'" in said
    assert "mri_lumbar" in said


def test_it_runs_where_nothing_is_set_up_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "guidance"],
        input=b"{}",
        capture_output=True,
        env=BARE | {"BACKCHART_DATA": str(tmp_path / "none"), "DATABASE_URL": "postgresql://nobody@nowhere.invalid/x"},
        cwd=tmp_path,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []
