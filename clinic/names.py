"""How a name is folded, so that it is found however it was typed: no case, no accents, no barred letters."""

import unicodedata

# Letters that Unicode does not take apart, and that people without the keyboard type as these.
PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)
# Written or left out at will: apostrophes inside a name, the Arabic stretching stroke.
DROPPED = frozenset("'’‘ʼʻ`´ʹʾʿ\u0640")
# 600 letters of four bytes still fit one page of a PostgreSQL index.
FOLDED_LENGTH = 600


def fold(text: str) -> str:
    """Words separated by single spaces; "" when nothing is left."""
    apart = unicodedata.normalize("NFKD", "".join(c for c in text if c not in DROPPED).casefold()).casefold()
    kept = []
    for letter in apart.translate(PLAIN):
        category = unicodedata.category(letter)
        if category == "Cf" or letter in DROPPED or unicodedata.combining(letter):
            continue
        kept.append(letter if category[0] in "LNM" else " ")
    return " ".join("".join(kept).split())


def fold_name(given: str, family: str) -> str:
    """The words of the whole name in alphabetical order: equal however the name is split or turned round."""
    return " ".join(sorted(fold(f"{given} {family}").split()))[:FOLDED_LENGTH]
