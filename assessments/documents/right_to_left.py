"""Arabic and Hebrew on a page that is laid out from left to right: letters joined, words in reading order.

The library's own shaping names glyphs in the order a process happens to meet them, which would change the bytes of
a reprint, and leaves the order of words alone. The presentation forms of Unicode do the joining here.
"""

from __future__ import annotations

import re
import unicodedata

ISOLATED, FINAL, INITIAL, MEDIAL = "<isolated>", "<final>", "<initial>", "<medial>"
TATWEEL = "\u0640"
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_STRONG = frozenset({"R", "AL"})
_NUMBERS = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/-][0-9\u0660-\u0669\u06f0-\u06f9]+)*")
_MIRRORED = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "<": ">", ">": "<"}


def _forms() -> dict[str, dict[str, str]]:
    """Letter, or the pair lam-alef, to its shapes; read from Unicode's own decompositions."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBC2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        shape, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        if shape in (ISOLATED, FINAL, INITIAL, MEDIAL) and (len(base) == 1 or base[0] == "\u0644"):
            forms.setdefault(base, {}).setdefault(shape, chr(code))
    return forms


FORMS = _forms()


def is_right_to_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in _STRONG


def joined(text: str) -> str:
    """The letters in the shape their neighbours ask for, still in the order they were typed."""
    if _reads_from_the_left(text) or not any(letter in FORMS for letter in text):
        return text
    clusters = _clusters(text)
    result = []
    for place, (letter, marks) in enumerate(clusters):
        before = clusters[place - 1][0] if place else ""
        after = clusters[place + 1][0] if place + 1 < len(clusters) else ""
        from_right = _joins_after(before) and _joins_before(letter)
        to_left = _joins_after(letter) and _joins_before(after)
        shape = {(False, False): ISOLATED, (True, False): FINAL, (False, True): INITIAL, (True, True): MEDIAL}
        forms = FORMS.get(letter, {})
        result.append(forms.get(shape[from_right, to_left], letter) + marks)
    return "".join(result)


def visual(line: str) -> str:
    """One line as it stands on the page from left to right."""
    if _reads_from_the_left(line):
        return line
    kinds = {unicodedata.bidirectional(letter) for letter in line}
    if not kinds & _STRONG:
        return line
    if "L" not in kinds:
        return _reversed(line)
    result, place = [], 0
    while place < len(line):
        if not is_right_to_left(line[place]):
            result.append(line[place])
            place += 1
            continue
        end = _end_of_run(line, place)
        result.append(_reversed(line[place:end]))
        place = end
    return "".join(result)


def _reads_from_the_left(text: str) -> bool:
    """Seen at a glance: no letter of the blocks that hold all those read from the right."""
    return text.isascii() or not _FROM_THE_RIGHT.search(text)


def _clusters(text: str) -> list[tuple[str, str]]:
    """Letters with the marks they carry; lam and alef taken together where they have a shape of their own."""
    clusters: list[tuple[str, str]] = []
    for letter in text:
        if clusters and unicodedata.combining(letter):
            clusters[-1] = (clusters[-1][0], clusters[-1][1] + letter)
        elif clusters and clusters[-1][0] + letter in FORMS:
            clusters[-1] = (clusters[-1][0] + letter, clusters[-1][1])
        else:
            clusters.append((letter, ""))
    return clusters


def _joins_before(letter: str) -> bool:
    return letter == TATWEEL or FINAL in FORMS.get(letter, {})


def _joins_after(letter: str) -> bool:
    return letter == TATWEEL or INITIAL in FORMS.get(letter, {})


def _end_of_run(line: str, start: int) -> int:
    """Up to the last letter from right to left before one from left to right; spaces and numbers between belong.

    So does a bracket that closes one of the run's own.
    """
    end = start
    for place in range(start, len(line)):
        kind = unicodedata.bidirectional(line[place])
        if kind == "L":
            break
        if kind in _STRONG or (kind in ("NSM", "AN") and end == place):
            end = place + 1
    if end < len(line) and line[end] in ")]}" and _MIRRORED[line[end]] in line[start:end]:
        end += 1
    return end


def _reversed(run: str) -> str:
    turned = "".join(_MIRRORED.get(letter, letter) + marks for letter, marks in reversed(_plain_clusters(run)))
    return _NUMBERS.sub(lambda number: number.group()[::-1], turned)


def _plain_clusters(run: str) -> list[tuple[str, str]]:
    clusters: list[tuple[str, str]] = []
    for letter in run:
        if clusters and unicodedata.combining(letter):
            clusters[-1] = (clusters[-1][0], clusters[-1][1] + letter)
        else:
            clusters.append((letter, ""))
    return clusters
