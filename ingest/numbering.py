"""How agreements number their parts: one small rule for each form.

A rule reads the normalised start of a line and gives the marker's form, its number and its length, or nothing. The
examples in each comment are tests (tests/test_numbering.py), with one that must not match.
"""

import re
from dataclasses import dataclass

from .locator import KATAKANA

IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_N = r"(?:\d+|[一二三四五六七八九十百〇]+)"
# A number that counts something, or begins a reference, is no marker: 「26 条（…）による」, 「60 日以上前」, 「1 の暦月」.
_COUNTED = r"(?!\s*(?:条|項|号|の|日|月|年|人|名|円|時間|分|週|か月|ヶ月|ヵ月|カ月|箇月|つの|以上|以下|以内|未満|営業日|回|件|台|倍|割|%|/|[-~]\d|,\d|\.\d))"
# What follows a number that is referred to, not opened: 「(1)の規定により」, 「第20条（…）第1項および」.
_REFERRED = r"(?!\s*(?:の規定|に基づ|に定め|に規定|に掲げ|に該当|及び|および|又は|または|若しくは|もしくは|から|まで|乃至|ないし|、))"


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number: its form, its value as the document counts ("24", "28-2"), and the length of its text."""

    form: str
    number: str
    length: int


def number(text: str) -> int:
    """The value of Arabic or kanji digits: 「24」, 「二十四」, 「百二」.

    >>> [number(t) for t in ("24", "二十四", "百二", "十", "二〇")]
    [24, 24, 102, 10, 20]
    """
    if text.isdecimal():
        return int(text)
    if not set(text) & {"十", "百"}:
        return int("".join(str(_KANJI_DIGITS[c]) for c in text))
    total = current = 0
    for c in text:
        if c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = _KANJI_DIGITS[c]
    return total + current


_RULES = {
    # 「1 当社は」 「2. 前項の」 「３　契約者」 but not 「26 条（…）による」 nor 「14.6%」
    "arabic": re.compile(rf"(\d{{1,2}})(?:\.(?!\d)\s*|\s+{_COUNTED})(?=\S)"),
    # 「(1) 申込者が」 「（１）料金」 but not 「(1)の規定により」 nor 「(2021年)」
    "paren": re.compile(rf"\((\d{{1,2}})\){_REFERRED}\s*"),
    # 「1) 出席者数」 but not 「注1)」
    "right-paren": re.compile(rf"(\d{{1,2}})\){_REFERRED}\s*"),
    # 「① センター機能」 but not 「1 センター」
    "circled": re.compile(rf"([①-⑳]){_REFERRED}\s*"),
    # 「一 虚偽の」 but not 「一時的に」 nor 「一 の」
    "kanji": re.compile(r"([一二三四五六七八九十]{1,3})[\s、.]\s*(?!の)(?=\S)"),
    # 「(一) 虚偽の」 but not 「(一部を除く)」
    "paren-kanji": re.compile(rf"\(([一二三四五六七八九十]{{1,3}})\){_REFERRED}\s*"),
    # 「ア 設備の」 「イ　前号」 but not 「アプリケーション」
    "kana": re.compile(r"([ァ-ヶ])[\s.、)]\s*(?=\S)"),
    # 「(ア) 設備の」 but not 「(アプリ)」
    "paren-kana": re.compile(rf"\(([ァ-ヶ])\){_REFERRED}\s*"),
    # 「a. Web」 「(a) Web」 but not 「a Web」
    "letter": re.compile(r"\(?([a-z])[.)]\s*(?=\S)"),
}


def markers(line: str) -> list[Marker]:
    """All readings of the number that a normalised line begins with, best first; イ is both ア-イ's and イ-ロ's."""
    found = []
    for form, rule in _RULES.items():
        match = rule.match(line)
        if not match:
            continue
        token, length = match[1], match.end()
        if form in ("kana", "paren-kana"):
            for order, letters in (("aiueo", KATAKANA), ("iroha", IROHA)):
                if token in letters:
                    found.append(Marker(f"{form}-{order}", str(letters.index(token) + 1), length))
        else:
            found.append(Marker(form, str(_value(form, token)), length))
    return found


def _value(form: str, token: str) -> int:
    if form == "circled":
        return ord(token) - ord("①") + 1
    if form == "letter":
        return ord(token) - ord("a") + 1
    return number(token)


# 「第1条(約款の適用)」 「第 28 条の 2 契約者等の…」 「第三条 乙は」 but not 「第20条(…)第1項および」 nor 「第15条に従う」
_ARTICLE = re.compile(
    rf"第\s*({_N})\s*条((?:\s*の\s*{_N})*)\s*(\([^()]*(?:\([^()]*\)[^()]*)*\)|【[^】]*】|\[[^\]]*\])?\s*(.*)\Z"
)
_IN_SENTENCE = re.compile(
    r"第|各|の|に|を|は|が|と|で|へ|も|、|,|。|\.|から|まで|及び|および|又は|または|若しくは|もしくは|乃至|ないし|所定|ただし書|本文|前段|後段|以下|以上|[)」』]"
)


@dataclass(frozen=True, slots=True)
class ArticleHeading:
    """第N条 at the head of a line. `body` is where the first paragraph begins in the line, or None."""

    number: str
    caption: str
    length: int
    body: int | None


def article(line: str) -> ArticleHeading | None:
    """Reads a normalised line as the heading of an article; None if it goes on with a sentence."""
    match = _ARTICLE.match(line)
    if not match:
        return None
    base, branches, caption, rest = match.groups()
    space = bool(rest) and line[match.start(4) - 1].isspace()
    if rest and (
        _IN_SENTENCE.match(rest) if not space or caption else re.match(r"第\s*\d+\s*[項号]|の|に|を|及び|又は", rest)
    ):
        return None
    numbers = [number(base), *(number(n) for n in re.findall(_N, branches))]
    length = match.start(4)
    return ArticleHeading("-".join(map(str, numbers)), (caption or "")[1:-1].strip(), length, length if rest else None)


# 「第1章 総則」 「第２章　利用契約」 「第一節 通則」 but not 「第1章の規定は」
_CHAPTER = re.compile(rf"第\s*{_N}\s*[編章節款]\s*(?![のにをはが、])[^。]{{0,40}}\Z")


def is_chapter(line: str) -> bool:
    """Whether a normalised line is the heading of a part, chapter, section or subsection of articles."""
    return bool(_CHAPTER.match(line))


_PARTS = [
    # 「附則」 「附 則(令和3年6月25日 …号)」 「【附則(…)】」 but not 「附則第2項に定める」
    ("suppl", re.compile(r"【?附\s*則\s*(?:(\(.*\))|第\s*(?!\d+\s*[条項])\d+)?】?\Z")),
    # 「別記1」 「別記1「本サービス機能」」 「別記 2」 but not 「別記1の2に定める」
    ("note", re.compile(rf"別\s*記\s*(?:第\s*)?({_N})?\s*((?:[「(【 ]|(?<=\s))[^。、]*)?\Z")),
    ("annex", re.compile(rf"別\s*紙\s*(?:第\s*)?({_N})?\.?\s*((?:[「(【 ]|(?<=\s))[^。、]*)?\Z")),
    ("appendix", re.compile(rf"別\s*表\s*(?:第\s*)?({_N})?\.?\s*((?:[「(【 ]|(?<=\s))[^。、]*)?\Z")),
    # 「料金表」 but not 「料金表の」
    ("tariff", re.compile(r"料\s*金\s*表\Z")),
    # 「第1表 料金」 but not 「第2表、第3表に規定する」
    ("table", re.compile(rf"第\s*({_N})\s*表(?:\s+([^。、]*))?\Z")),
]


def part(line: str) -> tuple[str, str, str] | None:
    """Reads a normalised line as the heading of a part after the articles: (kind, number or "", caption)."""
    for kind, rule in _PARTS:
        match = rule.match(line)
        if match:
            groups = [g or "" for g in match.groups()]
            if kind == "suppl":
                return kind, "", groups[0].strip("()")
            if kind == "tariff":
                return kind, "", ""
            return kind, str(number(groups[0])) if groups[0] else "1", groups[1].strip("「」()【】 ")
    return None
