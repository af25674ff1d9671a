"""Cross-references in the official texts, resolved to locators.

References are read from left to right: 同条, 第2項 and 第3号 lean on what was named before them in the sentence, 前項 and
前各号 on where they stand. A reference to a law (著作権法第27条および第28条) is none of ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .locator import Locator, unit
from .normalise import squeeze
from .numbering import number
from .provisions import Document, Problem, Provision

_N = r"(?:\d+|[一二三四五六七八九十百]+)"
_CAPTION = r"(?:\((?!以下|第|平成|昭和|令和)([^()]{2,40}(?:\([^()]*\)[^()]*)?)\))?"
_REFERENCE = re.compile(
    rf"(?P<article>第{_N}条(?:の{_N})?|(?<![第\d]){_N}条(?=\(|\d+項)){_CAPTION}"
    rf"|(?P<same>同条(?!件)|本条(?!項)|前条|次条)"
    rf"|(?P<above>前{_N}?項|前各項|次項|同項|本項)"
    rf"|(?P<paragraph>第{_N}項|(?<=条)\d+項)"
    rf"|(?P<items>前各号|前{_N}?号|(?<!次の)(?<!以下の)各号|(?<!法律)第{_N}号)"
    rf"|(?P<note>別記{_N})(?:の(?P<section>{_N}))?"
    rf"|(?P<annex>別紙(?:{_N})?(?:料金表|料金通則)?|別表(?:第?{_N})?)"
    rf"|(?P<rule>通則{_N}(?:(?:及び|、|又は|から){_N})*)"
    rf"|(?P<suppl>附則)(?=第\d)"
    rf"|(?<![別紙\d])(?P<tariff>料金表)"
    rf"|\((?P<titled>\d{{1,2}})\)(?P<title>[^、。()「」\[\]]{{3,25}}?について)"
)
_KINDS = ("article", "same", "above", "paragraph", "items", "note", "annex", "rule", "suppl", "tariff", "titled")
_LINK = re.compile(r"(?:、|及び|および|並びに|ならびに|又は|または|若しくは|もしくは|と|の|・)*\Z")
_RANGE = re.compile(r"(?:乃至|ないし|から|~)\Z")
_LAW = re.compile(r"(?:法|法律|規則|省令|政令|条約)」?(?:\([^()]*\))*\s*\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """「第14条（利用停止）第1項各号」 in a provision: its words, where in the provision's `text`, and what it points to.

    `targets` are locators, none where the reference resolves to nothing; `problem` says what is wrong with it, or "".
    """

    source: str
    text: str
    start: int
    end: int
    targets: tuple[str, ...]
    problem: str = ""


@dataclass
class _Reader:
    """The state of reading one provision: what the next 第2項 would lean on."""

    document: Document
    provision: Provision
    article: str = ""  # the article (or note, suppl) that 第2項 leans on
    named: str = ""  # the last article named in so many words: what 同条 is
    paragraph: str = ""
    external: bool = False
    end: int = -1  # of the last reference
    kind: str = ""
    found: list[Reference] = field(default_factory=list)

    def run(self) -> tuple[Reference, ...]:
        text = self.provision.text
        for match in _REFERENCE.finditer(text):
            kind = next(kind for kind in _KINDS if match[kind])
            between = text[self.end : match.start()] if self.end >= 0 else "。"
            linked = bool(_LINK.match(between) or _RANGE.match(between) or (kind == "items" and "。" not in between))
            if not linked:
                self.article = self.paragraph = ""
                self.external = False
            if kind == "article":
                self.external = bool(_LAW.search(text[: match.start()])) or (linked and self.external)
            if not self.external:
                previous = self.found[-1] if self.found else None
                reference = getattr(self, f"_{kind}")(match)
                if reference and previous and _RANGE.match(between) and kind == self.kind:
                    reference = self._ranged(previous, reference)
                if reference:
                    self.found.append(reference)
            self.end, self.kind = match.end(), kind
        return tuple(self.found)

    # -- one method for each form ------------------------------------------------------------------------------------

    def _article(self, match: re.Match[str]) -> Reference:
        self.article = self._unit("article-" + "-".join(str(number(n)) for n in re.findall(_N, match["article"])))
        self.named, self.paragraph = self.article, ""
        problem = ""
        cited = match[2]
        own = self.document.provisions.get(self.article)
        if own and cited and squeeze(cited) != squeeze(own.caption):
            problem = f"cites {self.article} as 「{cited}」; its caption is 「{own.caption}」"
        return self._reference(match, [self.article], problem)

    def _same(self, match: re.Match[str]) -> Reference | None:
        if match["same"] == "本条":
            self.article = unit(self.provision.locator)
        elif match["same"] in ("前条", "次条"):
            units = [p for p in self.document.provisions if p.count("/") == 1]
            at = units.index(unit(self.provision.locator)) + (1 if match["same"] == "次条" else -1)
            self.article = units[at] if 0 <= at < len(units) else ""
        else:
            self.article = self.article or self.named or unit(self.provision.locator)
        self.paragraph = ""
        return self._reference(match, [self.article])

    def _above(self, match: re.Match[str]) -> Reference | None:
        own = self._own_level("paragraph")
        siblings = self._siblings(own)
        at = siblings.index(own)
        word = match["above"]
        if word in ("同項", "本項"):
            self.paragraph = own if word == "本項" else self.paragraph or own
            return None
        if word == "次項":
            targets = siblings[at + 1 : at + 2]
        elif word == "前各項":
            targets = siblings[:at]
        else:
            count = number(m[0]) if (m := re.search(_N, word)) else 1
            targets = siblings[at - count : at] if at >= count else []
        self.paragraph = targets[-1] if targets else ""
        return self._reference(match, targets, "" if targets else f"{word} in the first paragraph" if at == 0 else "")

    def _paragraph(self, match: re.Match[str]) -> Reference:
        home = self.article or self._article_of(self.provision.locator)
        value = number(re.search(_N, match["paragraph"])[0])  # type: ignore[index]
        target = f"{home}/paragraph-{value}"
        if target not in self.document.provisions and f"{home}/section-{value}" in self.document.provisions:
            target = f"{home}/section-{value}"
        self.paragraph = target
        return self._reference(match, [target])

    def _items(self, match: re.Match[str]) -> Reference | None:
        word = match["items"]
        if word.startswith("前"):
            own = self._own_level("item")
            siblings = self._siblings(own)
            at = siblings.index(own)
            count = number(m[0]) if (m := re.search(_N, word)) else 1
            return self._reference(match, siblings[:at] if word == "前各号" else siblings[max(at - count, 0) : at])
        home = self.paragraph or (f"{self.article}/paragraph-1" if self.article else self._own_level("paragraph"))
        if word == "各号":
            items = [p for p in self.document.provisions if re.fullmatch(re.escape(home) + r"/item-\d+", p)]
            return self._reference(match, items or [f"{home}/item-1"])
        return self._reference(match, [f"{home}/item-{number(re.search(_N, word)[0])}"])  # type: ignore[index]

    def _note(self, match: re.Match[str]) -> Reference:
        self.article = self._unit(f"note-{number(match['note'][2:])}")
        self.paragraph = ""
        section = f"{self.article}/section-{number(match['section'])}" if match["section"] else self.article
        return self._reference(match, [section])

    def _annex(self, match: re.Match[str]) -> Reference:
        digits = re.search(_N, match["annex"])
        kind = "appendix" if match["annex"].startswith("別表") else "annex"
        target = self._unit(f"{kind}-{number(digits[0]) if digits else 1}")
        if target in self.document.provisions:
            return self._reference(match, [target])
        return self._reference(match, [], f"refers to 「{match['annex']}」, which is not part of the text")

    def _rule(self, match: re.Match[str]) -> Reference:
        return self._reference(match, [self._unit(f"tariff/rule-{number(n)}") for n in re.findall(_N, match["rule"])])

    def _suppl(self, match: re.Match[str]) -> Reference | None:
        self.article = unit(self.provision.locator) if "/suppl-" in self.provision.locator else self._unit("suppl-1")
        return None

    def _tariff(self, match: re.Match[str]) -> Reference | None:
        tariff = self._unit("tariff")
        own = tariff not in self.document.provisions or self.provision.locator.startswith(tariff)
        return None if own else self._reference(match, [tariff])

    def _titled(self, match: re.Match[str]) -> Reference | None:
        """「(13) Zoom ライセンス種別について」: a numbered section of the specification, with its caption."""
        target = self._unit(f"spec/section-{match['titled']}")
        section = self.document.provisions.get(target)
        if not section:
            return None
        title = squeeze(match["title"])
        if squeeze(section.caption).startswith(title):
            return self._reference(match, [target])
        return self._reference(
            match, [target], f"cites {target} as 「{match['title'].strip()}」; its caption is 「{section.caption}」"
        )

    # -- helpers -----------------------------------------------------------------------------------------------------

    def _reference(self, match: re.Match[str], targets: list[str], problem: str = "") -> Reference:
        found = tuple(t for t in targets if t in self.document.provisions)
        if not found and not problem:
            problem = f"「{match[0]}」 resolves to nothing"
        return Reference(self.provision.locator, match[0], match.start(), match.end(), found, problem)

    def _ranged(self, first: Reference, last: Reference) -> Reference:
        """第2項乃至第7項: what lies between belongs to it too."""
        if not (first.targets and last.targets):
            return last
        siblings = self._siblings(last.targets[0])
        if first.targets[0] not in siblings:
            return last
        between = siblings[siblings.index(first.targets[0]) + 1 : siblings.index(last.targets[0]) + 1]
        return Reference(last.source, last.text, last.start, last.end, tuple(between), last.problem)

    def _unit(self, relative: str) -> str:
        return f"{self.document.agreement}/{relative}"

    def _article_of(self, locator: str) -> str:
        """The provision that 第2項 without an article counts in."""
        parts = Locator.parse(locator).segments
        depth = next((i for i, (kind, _) in enumerate(parts) if kind in ("paragraph", "item")), len(parts))
        return "/".join(locator.split("/")[: 1 + max(depth, 1)])

    def _own_level(self, kind: str) -> str:
        """The provision at `kind` level that this one lies in; itself where there is no such level."""
        parts = self.provision.locator.split("/")
        for depth in range(len(parts), 1, -1):
            if parts[depth - 1].startswith(kind + "-"):
                return "/".join(parts[:depth])
        return self.provision.locator

    def _siblings(self, locator: str) -> list[str]:
        home, _, segment = locator.rpartition("/")
        kind = re.sub(r"-\d.*", "", segment)
        return [p for p in self.document.provisions if re.fullmatch(rf"{re.escape(home)}/{kind}-[\d-]+", p)]


def references(document: Document) -> dict[str, tuple[Reference, ...]]:
    """All references of a document by the locator that they stand in."""
    found = ((locator, _Reader(document, p).run()) for locator, p in document.provisions.items() if p.text)
    return {locator: refs for locator, refs in found if refs}


def problems(found: dict[str, tuple[Reference, ...]], source: str) -> Iterator[Problem]:
    """References that resolve to nothing or cite a caption that is another's."""
    for locator, refs in found.items():
        for reference in refs:
            if reference.problem:
                yield Problem(source, locator, reference.problem)
