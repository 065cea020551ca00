import stat
from pathlib import Path

from clinic.secret import kept_in


def test_a_secret_is_made_once_and_then_kept(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret-key"
    assert kept_in(file) == kept_in(file) == file.read_text()


def test_a_secret_is_long_and_another_one_each_time(tmp_path: Path) -> None:
    one, other = kept_in(tmp_path / "one"), kept_in(tmp_path / "other")
    assert one != other
    assert min(len(one), len(other)) >= 50


def test_only_its_owner_can_read_a_secret(tmp_path: Path) -> None:
    kept_in(tmp_path / "secret-key")
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_nothing_is_left_beside_a_secret(tmp_path: Path) -> None:
    kept_in(tmp_path / "secret-key")
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]
