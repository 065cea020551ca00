"""What somebody typed into the search box: dates of birth, record numbers and words of a name, in any order."""

import re
from dataclasses import dataclass
from datetime import date

from clinic.names import fold

RECORD_NUMBER = "BC-{:06d}"

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(?P<name>" + "|".join(MONTHS) + r")[^\W\d_]*\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>(?:18|19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)",
        r"(?<!\d)(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})\.?[ -]{_MONTH},?[ -](?P<y>\d{{4}})(?!\d)",
        rf"\b{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\d)",
    )
)
_NUMBER = re.compile(r"^(?:bc[- ]?)?(\d{1,9})$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Every date is the days it can mean (03/04/1980 is two), every number and word has to match."""

    dates: tuple[frozenset[date], ...]
    numbers: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not (self.dates or self.numbers or self.words)


def _days(parts: dict[str, str]) -> frozenset[date]:
    year = int(parts["y"])
    if parts.get("name"):
        tried = [(MONTHS.index(parts["name"].lower()) + 1, int(parts["d"]))]
    elif "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        # With points the day always comes first; with strokes it depends on the country.
        tried = [(second, first)] if parts["mark"] == "." else [(second, first), (first, second)]
    else:
        tried = [(int(parts["m"]), int(parts["d"]))]
    found = set()
    for month, day in tried:
        try:
            found.add(date(year, month, day))
        except ValueError:
            continue
    return frozenset(found)


def read(text: str) -> Sought:
    dates = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            dates.append(_days(match.groupdict()))
        text = pattern.sub(" ", text)
    numbers, rest = [], []
    for word in text.split():
        number = _NUMBER.match(word)
        if number:
            numbers.append(RECORD_NUMBER.format(int(number[1])))
        else:
            rest.append(word)
    return Sought(dates=tuple(dates), numbers=tuple(numbers), words=tuple(fold(" ".join(rest)).split()))
