"""What a question says of itself: its language, the agreements and the clauses that it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from index.tokens import tokens
from ingest.agreement import Agreement
from ingest.normalise import normalise
from ingest.numbering import number

PRODUCT_ALONE = 3  # content words
_N = r"(\d{1,3}|[一二三四五六七八九十百]{1,4})"
_JAPANESE_CLAUSE = re.compile(
    rf"(?:第\s*)?{_N}\s*条(?![件約項文])(?:\s*の\s*{_N}(?=\s*(?:第|は|に|を|の|っ|って|$)))?"
    rf"(?:\s*(?:の)?\s*(?:第\s*)?{_N}\s*項)?(?:\s*(?:の)?\s*(?:第\s*)?{_N}\s*号)?"
)
_ENGLISH_CLAUSE = re.compile(
    r"\b(?:articles?|art\.?|clause)\s*(\d{1,3})(?:\s*(?:-|bis)\s*(\d{1,2})?)?"
    r"(?:\s*,?\s*(?:paragraph|para\.?|par\.?|sub-?clause)\s*\(?(\d{1,2})\)?|\s*\((\d{1,2})\))?"
    r"(?:\s*,?\s*item\s*\(?(\d{1,2})\)?|\s*\((\d{1,2})\))?"
)
_OTHER = (
    (re.compile(rf"別記\s*{_N}|\bnote\s+(\d+)"), "note-{}"),
    (re.compile(rf"別紙\s*{_N}|\bannex\s+(\d+)"), "annex-{}"),
    (re.compile(rf"通則\s*(?:の|第)?\s*{_N}|\bgeneral rule\s+(\d+)"), "tariff/rule-{}"),
    (
        re.compile(rf"(?:サービス)?定義書\s*の?\s*\(?{_N}\)?|\bspecification,?\s*(?:section\s*)?\(?(\d+)\)?"),
        "spec/section-{}",
    ),
)


@dataclass(frozen=True)
class Question:
    """A question. `text` is what the user typed, as it was meant (index/spelling.py)."""

    text: str

    @cached_property
    def normal(self) -> str:
        """NFKC, lower case, white space in single spaces."""
        return re.sub(r"\s+", " ", normalise(self.text)).strip().lower()

    @cached_property
    def language(self) -> str:
        """ "ja" or "en": Japanese as soon as its grammar is (a kana, or no English words around the kanji)."""
        kana = len(re.findall(r"[ぁ-ゖ]", self.text))
        kanji = len(re.findall(r"[ァ-ヺ一-龥々]", self.text))
        words = len(re.findall(r"[A-Za-z]{2,}", self.text))
        if kana or kanji:
            return "en" if words >= 3 and kana <= 1 and words > kanji / 3 else "ja"
        return "en"

    def agreements(self, known: Iterable[Agreement]) -> tuple[str, ...]:
        """The ids of the agreements that the question names, in the order of `known`.

        What it names only to set aside (「CTIじゃなくてZoom」, "not NeWork but Zoom") does not count.
        """
        known = tuple(known)
        named = [a.id for a in known if self._names((*a.names, *a.companies, *a.products))]
        # "the privacy policy" is NeWork's, unless the question is about another agreement
        if "nework-privacy" in named and set(named) - {"nework", "nework-privacy"}:
            named.remove("nework-privacy")
        if any(self._names(a.products) for a in known):  # whoever makes a product, the question is about it
            makers = [a.id for a in known if not self._names((*a.names, *a.products))]
            named = [id for id in named if id not in makers] or named
        kept = [a.id for a in known if a.id in named and not self._sets_aside((*a.names, *a.companies))]
        return tuple(kept or named)

    def services(self, known: Iterable[Agreement]) -> tuple[str, ...]:
        """The ids of the agreements whose service it names, not just a company."""
        return tuple(a.id for a in known if self._names(a.names))

    def _names(self, names: Iterable[str]) -> bool:
        return any(_name(name).search(self.normal) for name in names)

    def _sets_aside(self, names: Iterable[str]) -> bool:
        return any(
            re.search(
                rf"(?:{_name(name).pattern})\W*(?:の[^、。]{{0,6}})?(?:じゃな[くい]|ではな[くい]|でな[くい])",
                self.normal,
            )
            or re.search(
                rf"\b(?:not|instead of|rather than)\s+(?:the |for |in |about )*(?:{_name(name).pattern})", self.normal
            )
            for name in names
        )

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that the question names, as locators without the agreement: ("article-24/paragraph-2",)."""
        found = []
        for match in _JAPANESE_CLAUSE.finditer(self.normal):
            article, branch, paragraph, item = match.groups()
            found.append(_clause(article, branch, paragraph, item))
        for match in _ENGLISH_CLAUSE.finditer(self.normal):
            article, branch, *rest = match.groups()
            found.append(_clause(article, branch, rest[0] or rest[1], rest[2] or rest[3]))
        for pattern, form in _OTHER:
            for match in pattern.finditer(self.normal):
                found.append(form.format(number(next(g for g in match.groups() if g))))
        return tuple(dict.fromkeys(found))

    def subject(self, known: Iterable[Agreement]) -> str:
        """What is asked, without the names of agreements and clauses: they say where to look, not for what.

        Likewise a product, unless little else is said: then its definition may be meant.
        """
        known = tuple(known)
        rest = _ENGLISH_CLAUSE.sub(" ", _JAPANESE_CLAUSE.sub(" ", self.normal))
        for pattern, _ in _OTHER:
            rest = pattern.sub(" ", rest)
        for name in sorted((name for a in known for name in (*a.names, *a.companies)), key=len, reverse=True):
            rest = _name(name).sub(" ", rest)
        bare = rest
        for name in (name for a in known for name in a.products):
            bare = _name(name).sub(" ", bare)
        if len(tokens(bare)) > PRODUCT_ALONE:
            rest = bare
        return rest if re.search(r"\w", rest) else self.normal


@cache
def _name(name: str) -> re.Pattern[str]:
    """A name however it is spaced; a Latin one as a word of its own."""
    pattern = r"[\s・]*".join(map(re.escape, normalise(name).lower().split()))
    return re.compile(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])" if name[0].isascii() else pattern)


def _clause(article: str, branch: str | None, paragraph: str | None, item: str | None) -> str:
    locator = f"article-{number(article)}" + (f"-{number(branch)}" if branch else "")
    if item and not paragraph:
        paragraph = "1"
    for kind, value in (("paragraph", paragraph), ("item", item)):
        if value:
            locator += f"/{kind}-{number(value)}"
    return locator
