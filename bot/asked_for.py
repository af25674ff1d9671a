"""What kind of thing a question asks for, and whether a text holds one: a price, a rate, a number of days, a telephone number."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """A kind of thing: how a question asks for it, and how a text holds it.

    Without a `decisive` one there is no answer; without another the nearest clause still tells something.
    """

    id: str  # of its phrase: lacks-…
    decisive: bool
    asked: re.Pattern[str]
    held: re.Pattern[str]


_NUMBER = r"\d|[一二三四五六七八九十]+(?:日|か月|ヶ月|年|時間|倍|人|回)|\b(?:one|two|three|four|five|six|seven|ten|once|twice)\b"
# Only what is asked for in so many words: a question may say "how much" and mean a duty.
KINDS = (
    Wanted(
        "telephone",
        True,
        re.compile(
            r"電話番号(?:は(?:何|どこ|？|\?|$)|を?教え|が?知り|って何|何番|$|[？?])|何番に(?:電話|かけ)"
            r"|(?:what|which)(?:'s| is)? (?:the )?(?:tele)?phone number|number (?:to|do i|can i|should i) (?:call|ring|dial)"
        ),
        re.compile(r"\d{2,4}-\d{2,4}-\d{3,4}|電話番号|telephone number"),
    ),
    Wanted(
        "rate",
        True,
        re.compile(r"何(?:パーセント|%)|what percent|how many percent"),
        re.compile(r"%|パーセント|percent|割|倍"),
    ),
    Wanted(
        "price",
        True,
        re.compile(r"何円|how many yen|what (?:is|are) the (?:exact )?prices?\b"),
        re.compile(r"\d\s*円|yen|無料|無償|free|倍|%"),
    ),
    Wanted(
        "period",
        True,
        re.compile(
            r"何\s*(?:日|か月|ヶ月|カ月|ヵ月|ケ月|週間|営業日|時間)(?:前|以内|まで|後|も?か|[？?]|$|です|くらい|ぐらい)"
            r"|how many (?:\w+ )?(?:days|weeks|months|hours|years)|how (?:long|far) (?:before|in advance|ahead)"
        ),
        re.compile(
            _NUMBER + r"|直ちに|すぐ|速やか|即|いつでも|相当|合理的|事前|あらかじめ|期間|限り"
            r"|immediate|prompt|at any time|without delay|reasonable|in advance|beforehand|period|as long as|while|until",
            re.IGNORECASE,
        ),
    ),
    Wanted(
        "count",
        True,
        re.compile(
            r"何\s*(?:日|か月|ヶ月|カ月|ヵ月|ケ月|週間|営業日|時間|年(?!版)|分(?=前|以内|間)|人|名|回|個|台|件|ギガ|gb)"
            r"|how many (?!agreements|services|of)|how (?:many|few) (?:days|weeks|months|years|hours|people|users)"
        ),
        re.compile(
            _NUMBER
            + r"|直ちに|すぐに|速やか|即時|いつでも|immediately|promptly|at any time|without delay|no limit|無制限|制限",
            re.IGNORECASE,
        ),
    ),
    Wanted(
        "reason",
        False,
        re.compile(
            r"(?:なぜ|なんで|どうして|何故)|理由(?:は|を|が)(?:何|教え|知り|説明|$|？|\?)|\bwhy\b|what(?:'s| is| was) the reason"
        ),
        re.compile(
            r"ため|ので|理由|もと|による|よって|から|場合|とき|because|reason|order to|due to|owing|purpose|\bwhen\b|\bif\b|so that|\bto\b",
            re.IGNORECASE,
        ),
    ),
)


def missing(question: str, text: str) -> Wanted | None:
    """The first kind of thing that a normalised question asks for and a text does not hold; None if it holds all."""
    return next((kind for kind in KINDS if kind.asked.search(question) and not kind.held.search(text)), None)
