"""What a fact is: something a patient may be told, in plain words, with who says so."""

from dataclasses import dataclass

from ..sources import Citation


@dataclass(frozen=True, kw_only=True)
class Fact:
    id: str
    text: str
    source: Citation
