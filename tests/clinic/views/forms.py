"""What a browser would send back: the hidden and filled-in fields of a page, and whatever a person changes."""

from html.parser import HTMLParser
from typing import Any


class Sent(HTMLParser):
    """The fields of the form that posts to `action`; "" is the form that posts to its own page."""

    def __init__(self, page: str, action: str = "") -> None:
        super().__init__()
        self.action, self.inside, self.area = action, False, ""
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("action", "") == self.action
        if not self.inside or "name" not in given:
            return
        if tag == "textarea":
            self.area = given["name"]
            self.fields[self.area] = ""
        elif tag == "input" and (given["type"] not in ("radio", "submit") or "checked" in given):
            self.fields[given["name"]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # The line break after the opening tag is no part of the text.
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = ""
        if tag == "form":
            self.inside = False


def sent(page: bytes, action: str = "", **typed: str) -> dict[str, str]:
    return Sent(page.decode(), action).fields | typed
