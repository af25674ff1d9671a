"""Sums of money in a question: 10万円, 12万5千円, ¥1.2 million, 100,000 yen."""

import re
from dataclasses import replace
from decimal import Decimal

from .mention import Mention, Scan, mention

_NUMBER = r"\d+(?:\.\d+)?"
_MINUS = r"(?P<minus>(?:(?<![0-9A-Za-z/])-|[▲△]|マイナス|\bminus\s|\bnegative\s)\s*)?"
_JAPANESE = re.compile(
    _MINUS + r"(?:¥|JPY)?\s*"
    rf"(?=\d)(?:(?P<oku>{_NUMBER})億)?(?:(?P<man>{_NUMBER})万)?(?:(?P<sen>{_NUMBER})千)?(?:(?P<hyaku>{_NUMBER})百)?(?P<rest>{_NUMBER})?"
    r"(?:\s*円(?!滑)|(?<=[万億])(?![\d人名件本]))"
)
_SCALE = r"(?P<scale>k|m|mn|mm|bn|thousand|million|billion)?"
_ENGLISH = re.compile(
    _MINUS + rf"(?:(?P<before>¥|\bjpy|\byen)\s*(?P<minus2>-)?\s*(?P<a>{_NUMBER})\s*{_SCALE}\b"
    rf"|(?P<b>{_NUMBER})\s*-?\s*{_SCALE.replace('scale', 'scale2')}[\s-]*(?:yen|jpy)\b"
    rf"|(?P<c>{_NUMBER})\s*(?P<scale3>thousand|million|billion)\b)",
    re.I,
)
# 100000 / 120000 / 150000 yen: only the last one names the unit.
_LISTED = re.compile(r"(?<![\d.-])\d{5,}(?=(?:\s*(?:[/,、・]|and|と)\s*\d{5,})+\s*(?:円|yen|jpy))", re.I)
_FOREIGN = re.compile(r"[$€£]\s*\d|\d\s*(?:dollars?|usd|euros?|eur|pounds?)\b|\d(?:万|千)?(?:ドル|ユーロ|元)", re.I)
_SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_WITH_TAX = re.compile(
    r"税込み?|tax[- ]included|tax[- ]inclusive|incl(?:uding|\.|usive of)?\s+(?:the\s+)?(?:consumption\s+)?tax|with tax",
    re.I,
)
_WITHOUT_TAX = re.compile(
    r"税抜|税別|excl(?:uding|\.|usive of)?\s+(?:the\s+)?(?:consumption\s+)?tax|without tax|before tax|net of tax|plus tax",
    re.I,
)

# Words beside which a bare number is money: "monthly fee 62,000".
_MONEY = re.compile(
    r"月額|月々|料金|請求|元本|元金|金額|利息|代金|費用|単価|払|損害|賠償|割増"
    r"|\bfees?\b|charg|invoice|\bbill|\bpay|\bpaid|\bcosts?\b|\bowe|interest|principal|amount|price|monthly|damages|liabilit|surcharge|evad",
    re.I,
)
_LEAST = 1000  # a smaller bare number may count anything
_YEARS = range(1950, 2100)


def take_bare_amounts(scan: Scan) -> None:
    """A large number without any unit is a sum of money where the question speaks of money and names no other sum."""
    if scan.of("yen") or not _MONEY.search(scan.text):
        return
    scan.found = [replace(m, kind="yen") if m.kind == "number" and _is_sum(scan.text, m) else m for m in scan.found]


def _is_sum(text: str, number: Mention) -> bool:
    counts = re.match(r"\s*(?:[枚個件回台部本通]|tickets?|calls?|times)", text[number.end :], re.I)
    return number.value >= _LEAST and number.value == int(number.value) and number.value not in _YEARS and not counts


def take_amounts(scan: Scan) -> None:
    """Sums of money ("yen", Decimal, negative ones too) and foreign money ("foreign")."""
    scan.take(_FOREIGN, lambda match: mention("foreign", None, match))
    scan.take(_LISTED, lambda match: mention("yen", Decimal(match[0]), match))
    scan.take(_JAPANESE, lambda match: _read_japanese(scan, match))
    scan.take(_ENGLISH, lambda match: _read_english(scan, match))


def _read_japanese(scan: Scan, match: re.Match[str]) -> Mention | None:
    parts = (
        (match["oku"], 10**8),
        (match["man"], 10**4),
        (match["sen"], 1000),
        (match["hyaku"], 100),
        (match["rest"], 1),
    )
    if not any(text for text, _ in parts):
        return None
    value = sum(Decimal(text) * scale for text, scale in parts if text)
    return mention("yen", -value if match["minus"] else value, match, flags=_tax(scan.text, match))


def _read_english(scan: Scan, match: re.Match[str]) -> Mention:
    value = Decimal(match["a"] or match["b"] or match["c"])
    scale = (match["scale"] or match["scale2"] or match["scale3"] or "").lower()
    value *= _SCALES.get(scale, 1)
    negative = match["minus"] or match["minus2"]
    return mention("yen", -value if negative else value, match, flags=_tax(scan.text, match))


def _tax(text: str, match: re.Match[str]) -> tuple[str, ...]:
    near = (
        re.split(r"[、。,;]", text[max(0, match.start() - 8) : match.start()])[-1],
        text[match.end() : match.end() + 24],
    )
    after = re.match(r"\s*[(（]?\s*(?:" + _WITH_TAX.pattern + ")", near[1], re.I)
    if after or re.search(r"税込み?[\sのでは:]*$", near[0]):
        return ("with-tax",)
    return ("without-tax",) if _WITHOUT_TAX.search(near[0]) or _WITHOUT_TAX.match(near[1].lstrip(" (（")) else ()
