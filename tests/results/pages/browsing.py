"""Walking through pages as a browser does, by their links."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

# What nobody reads: the head, and zeros that only keep decimals under each other.
_PADDING = re.compile(r'(?s)<head>.*?</head>|<span class="pad3".*?</span>')
NOT_FOLLOWED = ("/static/", "/login/", "/account/", "/work/")


class _Texts(HTMLParser):
    """Collects (address, text) of links, and all visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self._open.append(dict(attributes).get("href") or "")
            self.links.append((self._open[-1], ""))

    def handle_endtag(self, tag):
        if tag == "a":
            self._open.pop()

    def handle_data(self, data):
        self.text += f" {data}"
        if self._open:
            href, text = self.links[-1]
            self.links[-1] = (href, text + data)


def links_of(page: str) -> list[tuple[str, str]]:
    """The address and the text of every link."""
    reader = _Texts()
    reader.feed(_PADDING.sub("", page))
    return [(unescape(href), " ".join(text.split())) for href, text in reader.links]


def text_of(page: str) -> str:
    reader = _Texts()
    reader.feed(_PADDING.sub("", page))
    return " ".join(reader.text.split())


def crawl(client: Client, start: str, *, within: str = "/") -> Iterator[tuple[str, bytes]]:
    """Every page and file that can be reached from the start without leaving `within`, each once."""
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        assert response.status_code == 200, address
        yield address, response.content
        if "html" in response["Content-Type"]:
            for href, _ in links_of(response.content.decode()):
                target = urljoin(address, href).split("#")[0]
                is_new = target not in seen and not target.startswith(NOT_FOLLOWED)
                if is_new and target.startswith(within):
                    seen.add(target)
                    waiting.append(target)
