"""Text made uniform before it is read: width, commas, numbers in kanji and in English words become digits."""

import re
import unicodedata

_KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_COUNTED = "円|万|億|年|か月|ヶ月|カ月|ケ月|ヵ月|箇月|月|日|時間|時|分|半|人|名|営業日|週間|ユーザ|ライセンス|席|倍|%|条|項|つ目|ワークスペース"
_KANJI_NUMBER = re.compile(rf"(?<!\d)[〇零一二三四五六七八九十百千]+(?=(?:{_COUNTED}))")
_UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        range(1, 21),
        strict=True,
    )
)
_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "hundred"], key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b(?:an?\s+(?=hundred|thousand|million|billion))?(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD}))*\b", re.I
)
_LONE_ONE = re.compile(
    r"one(?!\s+(?:full |whole |more |more )?(?:day|hour|week|month|year|user|person|guest|licen|yen|participant|workspace))",
    re.I,
)
_ORDINAL = re.compile(
    rf"\b(?:(twenty|thirty)-)?({'|'.join(_ORDINALS)})(?=\s+(?:day\s+)?of\b)|\b(thirtieth)(?=\s+of\b)", re.I
)
_HALF = (
    (re.compile(r"\b(\d+) and a half (\w+)", re.I), r"\1.5 \2"),
    (re.compile(r"\b(?:a|an|1) (day|hour|million) and a half\b", re.I), r"1.5 \1"),
    (re.compile(r"\b(\d+) (days?|hours?) and a half\b", re.I), r"\1.5 \2"),
    (re.compile(r"\bhalf a day\b|半日", re.I), "12 hours "),
    (re.compile(r"半年(?:間)?"), "6か月"),
    (re.compile(r"(\d+)日半"), r"\1.5日間"),
    (re.compile(r"(\d+)時間半"), r"\1.5時間"),
    (re.compile(r"\ba (?:full |whole )?(day|week)\b(?! (?:and|before|after|later))", re.I), r"1 \1"),
    (re.compile(r"\b(?:a |1 )?fortnight\b", re.I), "14 days"),
    (re.compile(r"\ba couple of (?=(?:hour|day|week|month)s)", re.I), "2 "),
)
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "〜": "~", "～": "~", "“": '"', "”": '"'}
)


def uniform(text: str) -> str:
    """The text with half-width digits, no thousands separators and numbers as digits.

    >>> uniform("１２万５千円、三十日"), uniform("twelve thousand yen, thirty days")
    ('12万5千円、30日', '12000 yen, 30 days')
    """
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(\d+)([百千])(?=万)", lambda match: str(int(match[1]) * _POWERS[match[2]]), text)
    text = _KANJI_NUMBER.sub(lambda match: str(kanji_number(match[0])), text)
    text = _ORDINAL.sub(_ordinal, text)
    text = re.sub(r"\bhalf a (million|thousand|billion)\b", r"0.5 \1", text, flags=re.I)
    text = _ENGLISH.sub(_english, text)
    for pattern, replacement in _HALF:
        text = pattern.sub(replacement, text)
    return text


def kanji_number(text: str) -> int:
    """A number below ten thousand in kanji: 二百五十 as well as 二〇二六.

    >>> kanji_number("二百五十"), kanji_number("二〇二六"), kanji_number("千")
    (250, 2026, 1000)
    """
    if not any(c in _POWERS for c in text):
        return int("".join(str(_KANJI[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _POWERS:
            total += (1 if digit is None else digit) * _POWERS[c]
            digit = None
        else:
            digit = _KANJI[c]
    return total + (digit or 0)


def _english(match: re.Match[str]) -> str:
    words = [word for word in re.split(r"[\s-]+", match[0].lower()) if word not in ("and", "a", "an")]
    if words == ["one"] and _LONE_ONE.match(match.string, match.start()):
        return match[0]
    if words[0] in _SCALES or words[0] == "hundred":
        before = match.string[: match.start()].rstrip()
        if before[-1:].isdigit():
            return match[0]  # "1.2 million" is read with its digits
        words.insert(0, "one")
    total = part = 0
    for word in words:
        if word in _SCALES:
            total, part = total + part * _SCALES[word], 0
        elif word == "hundred":
            part *= 100
        else:
            part += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return str(total + part)


def _ordinal(match: re.Match[str]) -> str:
    if match[3]:
        return "30th"
    return f"{_TENS.get((match[1] or '').lower(), 0) + _ORDINALS[match[2].lower()]}th"
