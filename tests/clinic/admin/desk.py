"""Reading and sending pages of the admin, as a browser would."""

import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from clinic.models import Staff

WORDS_OF_NOBODY = re.compile(r">\s*(None|True|False|-)\s*<|\bNone\b")


class _Controls(HTMLParser):
    """Names and values as the form would send them untouched."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, Any] = {}
        self.form = self.select = self.area = ""
        self.text = ""
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = given.get("id", "")
        if not self.form.endswith("_form"):
            return
        name = given.get("name", "")
        if tag == "input" and given.get("type") not in ("submit", "checkbox", "radio"):
            self.values[name] = given.get("value", "")
        elif tag == "input" and given.get("type") in ("checkbox", "radio") and "checked" in given:
            self.values.setdefault(name, []).append(given.get("value", "on") or "on")
        elif tag == "select":
            self.select = name
            self.values[name] = ""
        elif tag == "option" and self.select and "selected" in given:
            self.values[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.values[self.area] = self.text.removeprefix("\n").removeprefix("\r\n")
            self.area = ""
        elif tag == "form":
            self.form = ""


def controls(response: Any) -> dict[str, Any]:
    parser = _Controls()
    parser.feed(response.content.decode())
    parser.values.pop("csrfmiddlewaretoken", None)
    return parser.values


def signed_in(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, address: str) -> str:
    """The page's own words; no unknown may read as a Python value, or as a dash."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    html = response.content.decode()
    main = html[html.index('<div id="content"') :]
    assert not WORDS_OF_NOBODY.search(main), WORDS_OF_NOBODY.search(main)
    assert "style=" not in main
    assert "<script>" not in html
    return html


def send(client: Client, address: str, /, **changed: Any) -> Any:
    """What stands on the page, with these controls changed."""
    return client.post(address, controls(client.get(address)) | changed)


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200, response.status_code
    return dict(response.context["adminform"].form.errors)
