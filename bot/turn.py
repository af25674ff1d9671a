"""A question in its conversation: what it is about, before anything is looked up."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from index.tokens import tokens
from ingest.errors import InputError
from ingest.glossary import terms, translated
from ingest.library import LANGUAGES, Library

from .phrases import phrase
from .question import Question
from .topics import topic_of

QUESTION_LIMIT = 1000  # characters
SHORT = 3  # content words: a follow-up this short that names no topic goes on with the one before
History = Sequence[Mapping[str, str]]
# Words of a follow-up that say nothing of their own: 「じゃあZoomは？」 「同じ条件だと？」 "what about …", "and there?"
_FILLER = re.compile(
    r"じゃあ|じゃ|では|それなら|なら|ちなみに|逆に|同じく|同じ|場合|ほう|方|どう|です|ますか|でしょうか|"
    r"\b(?:and|or|so|then|what|how|about|the|for|with|of|in|on|same|ok|okay|also|instead|there|case|is|it|does|do|that|this)\b"
)
# A question over all agreements leaves the one that was spoken of.
_ACROSS = re.compile(
    r"[2-4二三四]つ(?:の|とも|を|で)|(?:すべて|全て|全部|全)の?規約|各社|各規約|どの(?:規約|サービス|会社)|どれが|どこが|"
    r"\b(?:all (?:four|three|of them|the agreements|agreements)|each (?:agreement|service|provider)|"
    r"which (?:of|one|agreement|service|provider))\b"
)
_POINTING = re.compile(r"それ|その|これ|この|あれ|さっき|先ほど|上記|\b(?:it|that|those|they|them|this|these|such)\b")


@dataclass(frozen=True)
class Turn:
    """A question understood: its language, and the agreements that it is about (`scope`).

    `named` tells whether the user chose or named them; else all are in scope, and each is answered for. `subject` is
    what is asked, without the names of agreements and clauses; a follow-up takes it from the question before.
    """

    library: Library
    question: Question
    language: str
    scope: tuple[str, ...]
    named: bool
    subject: str
    agreement: str | None = None
    history: History = ()
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(ZoneInfo("Asia/Tokyo")).date())
    id: Any = None

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The agreements to answer for, each with those that it incorporates."""
        agreements = self.library.agreements
        inner = {i for a in self.scope for i in agreements[a].incorporates}
        heads = [a for a in self.scope if a not in inner]
        return tuple((a, *(i for i in agreements[a].incorporates if i in agreements)) for a in heads)


def understand(  # the arguments of Bot.ask
    library: Library,
    text: str,
    agreement: str | None,
    language: str | None,
    history: History,
    today: datetime.date | None,
    id: Any,
) -> Turn:
    """Raises InputError for an empty or overlong question, an unknown agreement or language, or an empty library."""
    if not text.strip():
        raise InputError(phrase("empty", "en"), phrase("empty", "ja"))
    if len(text) > QUESTION_LIMIT:
        raise InputError(*(phrase("long", x, limit=QUESTION_LIMIT) for x in ("en", "ja")))
    if language is not None and language not in LANGUAGES:
        raise InputError(
            f"no language {language!r}; use ja or en", f"言語「{language}」は使えません。ja か en にしてください"
        )
    if not library.agreements:
        raise InputError(phrase("no-library", "en"), phrase("no-library", "ja"))
    question = Question(text)
    scope: tuple[str, ...] = ()
    subject = ""
    for earlier in history:
        scope, subject = _follow(library, Question(str(earlier.get("question", ""))), scope, subject)
    scope, subject = _follow(library, question, scope, subject)
    if agreement:
        chosen = library.agreement(agreement).id
        # 「じゃあZoomは？」 leaves the agreement that was chosen; a name inside a longer question need not
        switches = bool(history) and chosen not in scope and _is_short(question, library)
        scope = scope if switches and scope else (chosen,)
    if question.language == "ja":  # 「NeWorkのrefund」
        subject = " ".join([subject, *translated(terms(library.corpus), subject)])
    day = {"today": today} if today else {}
    spoken = language or question.language
    everything = scope or tuple(library.agreements)
    return Turn(library, question, spoken, everything, bool(scope), subject, agreement, tuple(history), id=id, **day)


def _is_short(question: Question, library: Library) -> bool:
    named = question.agreements(library.agreements.values())
    return bool(named) and len(tokens(_FILLER.sub(" ", question.subject(library.agreements.values())))) <= SHORT


def _follow(library: Library, question: Question, scope: tuple[str, ...], subject: str) -> tuple[tuple[str, ...], str]:
    """The scope and subject of a question after one with `scope` and `subject`."""
    known = library.agreements.values()
    own = question.subject(known)
    named = question.agreements(known)
    rest = _FILLER.sub(" ", own if own != question.normal or not named else "")
    words = tokens(rest)
    if subject and not words:
        own = subject
    elif subject and len(words) <= SHORT and not topic_of(library, question.normal):
        points = bool(_POINTING.search(question.normal)) or len(words) < SHORT
        own = f"{subject} {own}" if points else own
    if not named and _ACROSS.search(question.normal):
        scope = ()
    return named or scope, own
