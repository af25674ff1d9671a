"""What a follow-up goes on from: the agreements spoken of, and what was asked of them. By rules, without a model."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.tokens import tokens
from ingest.library import Library
from ingest.topics import topic_of

from .question import Question

History = Sequence[Mapping[str, str]]
# Words of a follow-up that say nothing of their own: 「じゃあZoomは？」 「同じ条件だと？」 "what about …", "sorry, I meant …"
_FILLER = re.compile(
    r"じゃなくて|じゃない|ではなくて?|じゃあ|じゃ|では|それなら|なら|ちなみに|逆に|一方|同じく|同じ|場合|ほう|方|どう|いかが|です|ますか|でしょうか|"
    r"教えて|さっき|先ほど|さきほど|ください|下さい|お願い|ごめん|すみません|すいません|いや|あと|それと|ところで|やっぱり?|"
    r"\b(?:and|or|so|then|what|how|about|the|for|with|of|in|on|same|ok|okay|also|instead|there|case|is|it|does|do|that|this|"
    r"sorry|mean|meant|please|tell|me|one|ones|other|just|now|no|not|yes|hmm|actually|rather|back|to|again|make|would|if|"
    r"earlier|likewise|similar|similarly|too)\b"
)
# A question over all agreements leaves the one that was spoken of.
_ACROSS = re.compile(
    r"[2-4二三四]つ(?:の|とも|を|で)|(?:すべて|全て|全部|全)の?規約|各社|各規約|どの(?:規約|サービス|会社)|どれが|どこが|"
    r"\b(?:all (?:four|three|of them|the agreements|agreements)|each (?:agreement|service|provider)|"
    r"which (?:of|one|agreement|service|provider))\b"
)
_POINTING = re.compile(
    r"それ|その|これ|この|あれ|そこ|そっち|そちら|さっき|先ほど|上記|前者|後者|同じ|同様|例外|理由|なぜ|なんで|"
    r"\b(?:it|its|that|those|they|them|this|these|such|same|why|exceptions?|otherwise|either|too)\b"
)
_GOING_ON = re.compile(
    r"\A\W*(?:じゃあ?|では|それなら|なら|で、|あと|ちなみに|逆に|もし|and|or|but|so|then|what if|how about|what about|even)|"
    r"(?:なら|だと|たら|場合|ほう|方)は?[？?]?\Z"
)
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class Theme:
    """After a turn: the agreements spoken of, what was asked, and what that went on from, which counts `weight` as much."""

    scope: tuple[str, ...] = ()
    subject: str = ""
    before: str = ""
    weight: float = 0.0


def follow(library: Library, question: Question, theme: Theme) -> Theme:
    """The theme of a question that is asked after one with `theme`."""
    known = library.agreements.values()
    named = question.agreements(known)
    scope = named or (() if _ACROSS.search(question.normal) else theme.scope)
    own = question.subject(known)
    words = tokens(_FILLER.sub(" ", own if own != question.normal or not named else ""))
    if not theme.subject:
        return Theme(scope, own)
    if not words:  # the same of another agreement
        return Theme(scope, theme.subject, theme.before, theme.weight)
    figures = _NUMBER.findall(own)
    if len(figures) == 1 and len(words) == 1 and _NUMBER.search(theme.subject):  # the same with another number
        return Theme(scope, _NUMBER.sub(figures[0], theme.subject, count=1), theme.before, theme.weight)
    weight = _weight(library, question, len(words))
    before = theme.subject if theme.weight < STRONG else f"{theme.subject} {theme.before}"
    return Theme(scope, own, before if weight else "", weight)


STRONG = 0.5  # a question that leans so much on the one before is not understood without it


def _weight(library: Library, question: Question, words: int) -> float:
    """How much the question before counts beside one with so many words of its own."""
    pointing = bool(_POINTING.search(question.normal))
    leaning = pointing or bool(_GOING_ON.search(question.normal))
    if words <= 2:
        return 0.3 if topic_of(library, question.normal) and not pointing else 1.0
    if words <= 4:
        return 0.7 if leaning else 0.55
    return 0.4 if leaning and words <= 8 else 0.0
