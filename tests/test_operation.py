"""What docs/operation.md tells whoever runs the site to type is typed here as it stands there."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.elsewhere import ROOT, manage

TEXT = (ROOT / "docs/operation.md").read_text()


def blocks(title: str, language: str = "") -> list[str]:
    section = TEXT.split(f"## {title}\n")[1].split("\n## ")[0]
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


@pytest.mark.django_db(transaction=True)
def test_the_lines_for_the_crontab_back_up_and_prove_the_record(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    assert manage(elsewhere, "migrate", "-v0")[0] == 0
    today, yesterday = date.today(), date.today() - timedelta(days=1)  # noqa: DTZ011 (as `date` says it there)
    assert manage(elsewhere, "verify_audit", "--write-anchor", str(tmp_path / f"{yesterday}.anchor"))[0] == 0
    said = {name for name in elsewhere if name.startswith(("BACKCHART", "DATABASE"))}
    (tmp_path / "settings").write_text("".join(f"export {name}='{elsewhere[name]}'\n" for name in said))
    [lines] = [block for block in blocks("Backup") if "* * *" in block]
    for line in lines.splitlines():
        typed = line.split(maxsplit=5)[5].replace("\\%", "%")
        for there, here in {
            "/srv/backchart": str(ROOT),
            "/etc/backchart": str(tmp_path / "settings"),
            "/media/vault": str(tmp_path),
            "/mnt/elsewhere": str(tmp_path),
            ".venv/bin/python": sys.executable,
        }.items():
            typed = typed.replace(there, here)
        bare = {name: value for name, value in elsewhere.items() if name not in said}
        done = subprocess.run(["sh", "-c", typed], env=bare, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / f"{today}.backchart").stat().st_size > 100_000
    assert (tmp_path / f"{today}.anchor").exists()
