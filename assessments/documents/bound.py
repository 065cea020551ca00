"""Several of our own files as one, in their order, with one of them in memory at a time.

A file as the library writes it has a plain table of its objects. They are taken over with new numbers; the catalog,
the tree of pages and the top of the outline are written anew.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from array import array
from collections.abc import Iterable
from typing import BinaryIO

CATALOG, INFO, PAGES, OUTLINE, VIEWER, FIRST_FREE = 1, 2, 3, 4, 5, 6
_CREATED = b"D:20000101000000+00'00'"
_TEXT_OR_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|(\d+) 0 R", re.DOTALL)
_STREAM = re.compile(rb">>\s*stream\r?\n")


def bound(files: Iterable[bytes], into: BinaryIO, *, title: str, author: str, subject: str, language: str) -> int:
    """How many pages it has. Equal files give equal bytes. Raises ValueError for a file that is not one of ours."""
    book = _Book(into)
    for file in files:
        book.take(_File(file))
    return book.close(title=title, author=author, subject=subject, language=language)


class _File:
    def __init__(self, content: bytes) -> None:
        table = content.rfind(b"startxref")
        if not content.startswith(b"%PDF-1.4") or table < 0:
            raise ValueError(f"This is no file to bind: it begins with {content[:8]!r}")
        self.content = content
        self.places = _places(content, int(content[table:].split()[1]))
        trailer = content[content.rfind(b"trailer") : table]
        self.catalog, self.info = _number(trailer, b"/Root"), _number(trailer, b"/Info")
        catalog = self.object(self.catalog)
        self.pages, self.outline = _number(catalog, b"/Pages"), _number(catalog, b"/Outlines")
        self.viewer = _number(catalog, b"/ViewerPreferences")
        top = self.object(self.outline)
        self.first, self.last = _number(top, b"/First"), _number(top, b"/Last")
        kids = self.object(self.pages).split(b"/Kids", 1)[1].split(b"]", 1)[0]
        self.kids = [int(kid) for kid in re.findall(rb"(\d+) 0 R", kids)]

    def object(self, number: int) -> bytes:
        """What stands between obj and endobj."""
        start, end = self.places[number]
        whole = self.content[start:end]
        return whole[whole.index(b"obj") + 3 : whole.rindex(b"endobj")]

    @property
    def written_anew(self) -> set[int]:
        return {self.catalog, self.info, self.pages, self.outline, self.viewer}


class _Book:
    def __init__(self, into: BinaryIO) -> None:
        self.into = into
        self.digest = hashlib.sha256()
        self.at = 0
        # Where each object begins, 0 for none; eight bytes each, for there are thousands.
        self.offsets = array("Q", bytes(8 * FIRST_FREE))
        self.free = FIRST_FREE
        self.kids = array("Q")
        self.first = self.last = 0
        self.entries = 0
        # The last entry of the outline so far: which follows it is known with the next file only.
        self.waiting: bytes = b""
        self._write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def take(self, file: _File) -> None:
        shift = self.free - 1
        self.free += max(file.places)
        self.offsets.extend(0 for _ in range(self.free - len(self.offsets)))
        fixed = {file.pages: PAGES, file.outline: OUTLINE}

        def renumbered(match: re.Match[bytes]) -> bytes:
            if match.group(1) is None:
                return match.group()
            number = int(match.group(1))
            return b"%d 0 R" % fixed.get(number, number + shift)

        if self.waiting:
            self._object(self.last, _with(self.waiting, b"/Next", file.first + shift))
        for number in sorted(set(file.places) - file.written_anew):
            body = file.object(number)
            stream = _STREAM.search(body)
            head, rest = (body[: stream.start()], body[stream.start() :]) if stream else (body, b"")
            self.entries += b"/Parent %d 0 R" % file.outline in head
            content = _TEXT_OR_REFERENCE.sub(renumbered, head) + rest
            if number == file.first and self.last:
                content = _with(content, b"/Prev", self.last)
            if number == file.last:
                self.waiting = content
            else:
                self._object(number + shift, content)
        self.first = self.first or file.first + shift
        self.last = file.last + shift
        self.kids.extend(kid + shift for kid in file.kids)

    def close(self, *, title: str, author: str, subject: str, language: str) -> int:
        if not self.kids:
            raise ValueError("There is no file to bind; give at least one")
        self._object(self.last, self.waiting)
        kids = b" ".join(b"%d 0 R" % kid for kid in self.kids)
        self._object(PAGES, b"\n<< /Type /Pages /Count %d /Kids [ %s ] >>\n" % (len(self.kids), kids))
        entries = (self.entries, self.first, self.last)
        self._object(OUTLINE, b"\n<< /Type /Outlines /Count %d /First %d 0 R /Last %d 0 R >>\n" % entries)
        self._object(VIEWER, b"\n<< /DisplayDocTitle true >>\n")
        told = b" ".join(
            b"/%s %s" % (name, _text(said))
            for name, said in ((b"Title", title), (b"Author", author), (b"Subject", subject), (b"Creator", "Backchart"))
        )
        self._object(INFO, b"\n<< %s /CreationDate (%s) /ModDate (%s) >>\n" % (told, _CREATED, _CREATED))
        self._object(
            CATALOG,
            b"\n<< /Type /Catalog /Lang %s /Pages %d 0 R /Outlines %d 0 R /ViewerPreferences %d 0 R >>\n"
            % (_text(language), PAGES, OUTLINE, VIEWER),
        )
        self._table()
        return len(self.kids)

    def _object(self, number: int, body: bytes) -> None:
        self.offsets[number] = self.at
        self._write(b"%d 0 obj%sendobj\n" % (number, body))

    def _table(self) -> None:
        start, size = self.at, len(self.offsets)
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for offset in self.offsets[1:]:
            self._write(b"%010d 00000 n \n" % offset if offset else b"0000000000 00001 f \n")
        name = self.digest.hexdigest()[:32].encode()
        ends = b"<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s><%s>] >>" % (size, CATALOG, INFO, name, name)
        self._write(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (ends, start))

    def _write(self, data: bytes) -> None:
        self.into.write(data)
        self.digest.update(data)
        self.at += len(data)


def _places(content: bytes, table: int) -> dict[int, tuple[int, int]]:
    """Where each object begins, and where the next one does."""
    lines = content[table:].split(b"\n", 2)
    size = int(lines[1].split()[1])
    entries = lines[2][: 20 * size]
    starts = {number: int(entries[20 * number : 20 * number + 10]) for number in range(1, size)}
    in_order = [*sorted(starts.values()), table]
    following = dict(itertools.pairwise(in_order))
    return {number: (start, following[start]) for number, start in starts.items()}


def _number(dictionary: bytes, key: bytes) -> int:
    found = re.search(key + rb"\s+(\d+) 0 R", dictionary)
    if not found:
        raise ValueError(f"This is no file to bind: it has no {key.decode()}")
    return int(found.group(1))


def _with(dictionary: bytes, key: bytes, number: int) -> bytes:
    place = dictionary.rindex(b">>")
    return b"%s%s %d 0 R\n%s" % (dictionary[:place], key, number, dictionary[place:])


def _text(words: str) -> bytes:
    """In hexadecimal, where nothing needs an escape."""
    said = words.encode("ascii") if words.isascii() else b"\xfe\xff" + words.encode("utf-16-be")
    return b"<%s>" % said.hex().encode()
