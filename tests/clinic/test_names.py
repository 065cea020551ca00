import pytest

from clinic.names import fold, fold_name


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasz", "lukasz"),
        ("NGUYỄN", "nguyen"),
        ("Đặng", "dang"),
        ("Søren Ærø", "soren aero"),
        ("Weiß", "weiss"),
        ("Ελένη", "ελενη"),
        ("Γιώργος", "γιωργοσ"),
        ("عُمَر", "عمر"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("Anna-Maria", "anna maria"),
        ("İpek", "ipek"),
        ("ﬁona", "fiona"),
        ("  Mary   Ann ", "mary ann"),
        ("--- !", ""),
    ],
)
def test_a_name_is_folded_to_what_anybody_can_type(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_twice_changes_nothing() -> None:
    for name in ("Łukasz", "Nguyễn", "عُمَر", "Ελένη", "Weiß", "김민준", "देवी"):
        assert fold(fold(name)) == fold(name)


def test_a_name_turned_round_or_split_elsewhere_folds_alike() -> None:
    assert fold_name("Anna Maria", "Kowalska") == fold_name("Kowalska Anna", "Maria") == "anna kowalska maria"
