"""The address of a provision: ``cti/article-24/paragraph-6``.

A locator names an agreement and then one segment for each level. Segments follow the e-Gov law schema (article,
paragraph, item, subitem, suppl, note, …). A longer locator lies inside every shorter one that is its prefix.
"""

import re
from dataclasses import dataclass

KINDS = {
    # kind: (Japanese label, English label); {n} is the number
    "article": ("第{n}条", "Article {n}"),
    "paragraph": ("第{n}項", "paragraph ({n})"),
    "item": ("第{n}号", "item ({n})"),
    "subitem": ("{n}", "subitem ({n})"),
    "row": ("表{n}行目", "row {n}"),
    "note": ("別記{n}", "Note {n}"),
    "annex": ("別紙{n}", "Annex {n}"),
    "appendix": ("別表第{n}", "Appendix {n}"),
    "section": ("{n}", "section {n}"),
    "rule": ("通則{n}", "General Rule {n}"),
    "table": ("第{n}表", "Table {n}"),
    "tariff": ("料金表", "Tariff"),
    "guide": ("ガイド{n}", "Guide {n}"),
    "spec": ("サービス定義書", "Service Specification"),
    "definitions": ("用語の定義", "Definitions"),
    "revision-history": ("改版履歴", "Revision history"),
    "suppl": ("附則", "Supplementary provisions"),
}
KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_SEGMENT = re.compile(
    r"(?:(?P<kind>article|paragraph|item|subitem|row|note|annex|appendix|section|rule|table|guide|suppl)"
    r"-(?P<number>\d+(?:-\d+)*)|(?P<only>tariff|spec|definitions|revision-history))\Z"
)
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


class LocatorError(ValueError):
    """A string that is no locator, or a locator at which nothing stands."""


@dataclass(frozen=True, slots=True)
class Locator:
    """A parsed locator. `segments` are (kind, number) pairs; the number is "" for units that exist once."""

    agreement: str
    segments: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, text: str) -> "Locator":
        """Raises LocatorError if `text` does not have the form of LOCATORS.md."""
        agreement, *parts = text.strip().strip("/").split("/")
        if not is_slug(agreement):
            raise LocatorError(f"no locator: {text!r}; write one like cti/article-24/paragraph-6")
        segments = []
        for part in parts:
            match = _SEGMENT.match(part)
            if not match:
                raise LocatorError(f"no locator: {text!r}; {part!r} is no segment such as article-24 or paragraph-6")
            segments.append((match["kind"] or match["only"], match["number"] or ""))
        return cls(agreement, tuple(segments))

    def __str__(self) -> str:
        return "/".join([self.agreement, *(f"{kind}-{n}" if n else kind for kind, n in self.segments)])

    def label(self, language: str) -> str:
        """How a person cites it: 「第24条第2項」, "Article 24, paragraph (2)"."""
        if language == "en":
            return ", ".join(KINDS[kind][1].format(n=n) for kind, n in self.segments)
        out = ""
        for kind, number in self.segments:
            if kind == "article" and "-" in number:
                first, *branch = number.split("-")
                out += f"第{first}条の" + "の".join(branch)
            elif kind == "suppl":
                out += f"附則（{number}番目）"
            elif kind in ("section", "subitem"):
                out += f"の{number}" if kind == "section" else _katakana(number)
            elif kind == "rule":
                out = out.removesuffix("料金表") + f"料金表通則{number}"
            else:
                out += KINDS[kind][0].format(n=number)
        return out


def is_slug(text: str) -> bool:
    """Whether `text` can be the id of an agreement: lower-case letters, digits and single hyphens."""
    return bool(_SLUG.match(text))


def label(locator: str, language: str) -> str:
    """The citation of a locator given as text; an agreement's own locator has the label ""."""
    return Locator.parse(locator).label(language)


def parent(locator: str) -> str:
    """The locator one level up; "" for an agreement."""
    return locator.rpartition("/")[0]


def unit(locator: str) -> str:
    """The article, note, table … that a locator lies in: the first unit below the agreement that holds text.

    >>> unit("cti/article-24/paragraph-6"), unit("nework/tariff/rule-3"), unit("zoom/spec/section-5")
    ('cti/article-24', 'nework/tariff/rule-3', 'zoom/spec/section-5')
    """
    parts = locator.split("/")
    depth = 2
    if len(parts) > 2 and (parts[1] in ("tariff", "spec") or re.match(r"(?:guide|note|annex|appendix)-", parts[1])):
        depth = 3
        if parts[2].startswith("table-") and len(parts) > 3:
            depth = 4
    return "/".join(parts[:depth])


def is_within(locator: str, outer: str) -> bool:
    """Whether `locator` is `outer` or lies inside it."""
    return locator == outer or locator.startswith(outer + "/")


def _katakana(number: str) -> str:
    return KATAKANA[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(KATAKANA) else number
