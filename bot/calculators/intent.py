"""Which calculator a question is for, and how it asks."""

import re
from dataclasses import dataclass

from . import cues

# Kinds of mentions without which nothing can be computed.
_VALUES = {"yen", "date", "month", "offset", "days", "months", "duration", "time", "people", "licences", "guests", "gb", "number"}  # fmt: skip
_KEYWORDS = 60  # characters at most


@dataclass(frozen=True, slots=True)
class Intent:
    """The calculator that a question speaks of, and how it asks. `open` is whether it wants a value rather than a yes or no."""

    name: str
    asks: bool
    computes: bool
    rate: bool
    yes_no: bool


def hypothetical(text: str) -> bool:
    """Whether it changes something that was said before: 60日遅れなら？, what if it were Partner Cloud?"""
    return bool(cues.HYPOTHETICAL.search(text))


def value_asked(text: str) -> bool:
    """Whether it asks for a sum in so many words."""
    return bool(cues.VALUE.search(text)) or bool(cues.COMPUTE.search(text))


def wants_price(text: str) -> bool:
    """Whether it asks what something costs."""
    return bool(cues.PRICE.search(text)) and not cues.LATE.search(text)


def _terse(text: str) -> bool:
    """Key words without a sentence: what they name is what is asked."""
    return not cues.QUESTION.search(text.strip())


def _keywords(text: str) -> bool:
    """Nothing but key words: "zoom pro 7 licences recording", NeWork 60人 プラン."""
    few = len(re.findall("[ぁ-ん]", text)) <= 8
    return _terse(text) and few and len(text) <= _KEYWORDS and not cues.SENTENCE.search(text)


def _sized(text: str, kinds: set[str]) -> bool:
    """Key words that name a number and what is to be sized by it."""
    counted = bool(kinds & {"people", "licences"}) and _keywords(text)
    return counted and bool(cues.SIZED.search(text)) and not cues.FEWER.search(text)


def which_day(text: str) -> bool:
    """Whether it asks for the very day by which something must be sent."""
    return bool(cues.WHICH_DAY.search(text))


def storage(text: str) -> bool:
    """Whether it speaks of recordings."""
    return bool(cues.STORAGE.search(text))


def outage(text: str) -> bool:
    """Whether it speaks of an outage."""
    return bool(cues.OUTAGE.search(text))


def rooms(text: str) -> bool:
    """Whether it speaks of Rooms licences and connectors."""
    return bool(cues.ROOMS.search(text))


def detect(text: str, left: str, kinds: set[str], *, bare: bool = False) -> Intent | None:
    """The intent of a question on its uniform text, given the kinds of mentions in it; None if it names no calculator.

    `left` is the text without its mentions: "the end of June" ends nothing.

    `bare`: also where it brings no values yet, for a next message that does.
    """
    computes, rate, yes_no = (
        bool(cues.COMPUTE.search(text)),
        bool(cues.RATE.search(text)),
        bool(cues.YES_NO.search(text)),
    )
    rate = rate or bool(cues.HOW_MANY_DAYS.search(text))
    if not bare and cues.METHOD.search(text) and not kinds & _VALUES:
        return None
    strict = computes or bool(cues.STRICT.search(text))
    much, when = bool(cues.HOW_MUCH.search(text)), bool(cues.WHEN.search(text))
    much = much or (text.rstrip().endswith("?") and not yes_no)  # 延滞利息は?, July charge?
    if cues.CONFIRM.search(text) and not re.search(r"いつ|何日|\bwhen\b|what\s+d", text, re.I):
        when = False
    dated = bare or bool(kinds & {"date", "month", "offset", "bad-date"})
    if cues.SURCHARGE.search(text):
        return Intent("surcharge", much, computes, rate, yes_no)
    if cues.LATE.search(text) or ("yen" in kinds and cues.LATE_SUM.search(text)):
        asks = (much and ("yen" in kinds or value_asked(text))) or (bool(kinds & {"yen", "date"}) and _terse(text))
        asks = asks or ("days" in kinds and _keywords(text) and not cues.GRACE.search(text))
        return Intent("late-interest", asks, computes, rate, yes_no)
    relieved = bool(cues.RELIEF.search(text) and cues.VALUE.search(text) and "plan" in kinds)
    lasting = bare or relieved or bool(kinds & {"duration", "time", "days", "date"})
    money = bool(kinds & {"plan", "yen"}) or strict or (bool(kinds & {"time"}) and bool(cues.RELIEF.search(text)))
    suspended = bool(cues.SUSPENDED.search(text)) and not cues.FAILED.search(text)  # which changes nothing of the fee
    if cues.OUTAGE.search(text) and not suspended and lasting and money:
        return Intent(
            "outage-credit", much or bool(cues.FEE.search(text) or cues.RELIEF.search(text)), computes, rate, yes_no
        )
    timed = bool(kinds & {"date", "month", "bad-date"})  # "started 2 weeks ago" is no day of anything
    if cues.DAMAGES.search(text) and (bare or not timed) and (bare or computes or "yen" in kinds):
        return Intent(
            "damages-cap",
            much or bool(re.search("上限|限度|max|ceiling|cap|limit", text, re.I)),
            computes,
            rate,
            yes_no,
        )
    if (
        (cues.DEADLINE.search(left) or cues.MORE.search(text) or (cues.BEGIN.search(left) and "only-now" not in kinds))
        and (dated or which_day(text))
        and when
        and not (
            much
            and strict
            and cues.FEE.search(text)
            and not re.search("いつまで|期限|何[か・ヶケカ]月|by when|deadline|how many months", text, re.I)
        )
    ):
        return Intent("deadlines", True, computes, rate, yes_no)
    counted = kinds & {"people", "licences", "guests", "gb"}
    if cues.COST.search(text) and not (cues.STORAGE.search(text) or cues.ROOMS.search(text)):
        counted = set()
    days_named = bool(kinds & {"date", "offset", "bad-date"}) and "only-now" not in kinds
    if (
        counted
        and cues.PLANS.search(text)
        and (cues.WHICH.search(text) or computes or _sized(text, kinds))
        and not days_named
        and "yen" not in kinds
    ):
        return Intent("plans", True, computes, rate, yes_no)
    if not counted and not days_named and cues.FOR_US.search(text):
        return Intent("plans", True, True, rate, yes_no)
    if counted and "people" in kinds and cues.WHICH.search(text) and not days_named and "yen" not in kinds:
        return Intent("plans", True, computes, rate, yes_no)
    planned = bool(kinds & {"plan", "unknown-plan"}) and (
        "date" in kinds or ("month" in kinds and bool(cues.PRICE.search(text)))
    )
    if kinds & {"days", "duration"} and "date" not in kinds and not (suspended and "month" in kinds):
        return None  # so many days of use, but which ones?
    if (
        (cues.FEE.search(text) or planned)
        and (cues.EVENT.search(left) or "month" in kinds or planned)
        and (strict or yes_no or (planned and bool(cues.FEE.search(text)) and bool(cues.EVENT.search(text))))
    ):
        return Intent("monthly-fee", much, computes, rate, yes_no)
    if (
        cues.DEADLINE.search(left)
        and dated
        and re.search(r"(?:たい|予定|希望|つもり)|want|would like|plan to|wish", text, re.I)
        and not much
    ):
        return Intent("deadlines", when, computes, rate, yes_no)
    return None
