"""What the systems have in common: the plain text of an agreement, the Protocol, and a chunk's articles."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from ingest.library import LANGUAGES, Entry, Library
from ingest.locator import label, unit

Span = tuple[str, int, int]  # an agreement, and from which character of its text to which


class AgreementText(NamedTuple):
    """An agreement as plain text. `articles` says where each lies: (locator, start, end); of two languages, each twice."""

    agreement: str
    text: str
    articles: Sequence[tuple[str, int, int]]


class Peer(Protocol):
    """A system that finds places in texts."""

    def build(self, texts: Sequence[AgreementText]) -> None:
        """Indexes the texts: an agreement and those that it incorporates."""

    def search(self, query: str, k: int) -> list[Span]:
        """At most k places, best first; none where it finds that the texts do not answer."""


def scopes(library: Library) -> dict[str, list[AgreementText]]:
    """By agreement, what a user searches who has selected it: its text, and those of the agreements it incorporates."""
    texts = {agreement: plain(library, agreement) for agreement in library.agreements}
    return {
        head: [texts[head], *(texts[other] for other in agreement.incorporates if other in texts)]
        for head, agreement in library.agreements.items()
    }


def plain(library: Library, agreement: str) -> AgreementText:
    """The official text where it is loaded, else the edition in Japanese and then in English.

    A provision is a paragraph (a blank line between), an article a section (two blank lines between).
    """
    entries = [e for e in library.entries.values() if e.agreement == agreement]
    text, articles = "", []
    for language in ("official",) if agreement in library.documents else LANGUAGES:
        for locator, group in groupby(entries, key=lambda e: unit(e.locator)):
            if article := "\n\n".join(filter(None, (_paragraph(e, language) for e in group))):
                articles.append((locator, len(text), len(text) + len(article)))
                text += article + "\n\n\n"
    return AgreementText(agreement, text, articles)


def _paragraph(entry: Entry, language: str) -> str:
    caption = entry.caption_en if language == "en" else entry.caption
    heading = f"{label(entry.locator, 'en' if language == 'en' else 'ja')} ({caption})" if caption else ""
    body = entry.official if language == "official" else entry.plain(language)
    return "\n".join(filter(None, (heading, body)))


def covered(texts: Mapping[str, AgreementText], span: Span) -> frozenset[str]:
    """The articles that a chunk counts for: each whose overlap is half of the article or half of the chunk, at least.

    A chunk of which that is true of none counts for the one that it overlaps most.
    """
    agreement, start, end = span
    overlaps = [
        (min(end, e) - max(start, s), min(end - start, e - s), locator)
        for locator, s, e in texts[agreement].articles
        if min(end, e) > max(start, s)
    ]
    return frozenset(x for overlap, shorter, x in overlaps if 2 * overlap >= shorter) or frozenset(
        locator for *_, locator in sorted(overlaps)[-1:]
    )
