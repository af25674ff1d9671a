"""The view that all parts are drawn in: a library in an interface language, with the pieces that they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from bot.answer import Citation, Note
from ingest.library import Library
from ingest.locator import label

from .words import WORDS, say

NOTES = 2  # shown before the rest is folded


def quoted_text(citation: Citation) -> str:
    """Which text a citation quotes: "official", "ja" or "en"."""
    return "official" if citation.source == "official" else citation.language


@dataclass(frozen=True, slots=True)
class View:
    """Every method returns HTML: what it is given is escaped, but for `inner`, which is HTML already."""

    library: Library
    language: str

    def say(self, key: str, **values: object) -> str:
        """The desk's own words."""
        return escape(say(self.language, key, **values))

    def name(self, locator: str) -> str:
        """A provision as it is cited."""
        return escape(label(locator, self.language))

    def caption(self, locator: str) -> str:
        """The caption of a provision, or of the nearest one around it."""
        return escape(self.library.heading(locator, self.language))

    def link(self, locator: str, inner: str, *, style: str = "", quote: str = "", text: str = "") -> str:
        """A real link (`?clause=…`), which the page's script opens in the panel without a reload.

        The locator "" leads to the list of agreements; `quote` is what to mark, in which `text`.
        """
        query = escape(urlencode({"clause": locator, "lang": self.language}, safe="/"))
        data = "".join(f' data-{name}="{escape(value)}"' for name, value in (("quote", quote), ("text", text)) if value)
        return f'<a class="{style}" href="?{query}" data-locator="{escape(locator)}"{data}>{inner}</a>'

    def chip(self, locator: str) -> str:
        """A link to a provision of the library, with its agreement's short title."""
        return self.link(locator, self._named(self.name(locator), locator.split("/", 1)[0]), style="chip")

    def citation(self, citation: Citation) -> str:
        """A link to a cited provision, with the text that is quoted; opening it marks the quote."""
        text = quoted_text(citation)
        inner = f"{self._named(escape(citation.label), citation.agreement)}<small>{self.say(text)}</small>"
        return self.link(citation.locator, inner, style="chip", quote=citation.quote, text=text)

    def chips(self, inner: Sequence[str], title: str) -> str:
        """A list of chips under a title of WORDS, "" for none."""
        if not inner:
            return ""
        items = "".join(f"<li>{one}</li>" for one in inner)
        return (
            f'<p class="chips-title">{self.say(title)}</p><ul class="chips" aria-label="{self.say(title)}">{items}</ul>'
        )

    def note(self, kind: str, text: str, locators: Sequence[str]) -> str:
        """A note on a contradiction, a slip … with links to the provisions that it is about."""
        title = self.say(kind if kind in WORDS[self.language] else "note")
        items = "".join(f"<li>{self.chip(locator)}</li>" for locator in locators if locator in self.library.entries)
        listed = f'<ul class="chips">{items}</ul>' if items else ""
        return f'<aside class="note" role="note"><b>{title}</b><p>{escape(text)}</p>{listed}</aside>'

    def notes(self, notes: Sequence[Note]) -> str:
        """The notes of an answer: the first few in full, the rest to unfold."""
        drawn = [self.note(note.kind, note.text, note.locators) for note in notes]
        rest = "".join(drawn[NOTES:])
        title = self.say("more", count=len(drawn) - NOTES)
        folded = f'<details class="more"><summary>{title}</summary>{rest}</details>' if rest else ""
        return "".join(drawn[:NOTES]) + folded

    def _named(self, name: str, agreement: str) -> str:
        known = self.library.agreements.get(agreement)
        return f"<b>{name}</b><span>{escape(known.short[self.language] if known else agreement)}</span>"
