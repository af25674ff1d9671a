"""A question in its conversation: what it is about, before anything is looked up."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from ingest.errors import InputError
from ingest.glossary import terms, translated
from ingest.library import LANGUAGES, Library

from .conversation import STRONG, History, Theme, follow
from .phrases import phrase
from .question import Question

QUESTION_LIMIT = 1000  # characters


@dataclass(frozen=True)
class Turn:
    """A question understood: its language, and the agreements that it is about (`scope`).

    `named` tells whether the user chose or named them; else all are in scope, and each is answered for. `subject` is
    what is asked, without the names of agreements and clauses, and `before` what a follow-up goes on from, which counts
    `weight` as much.
    """

    library: Library
    question: Question
    language: str
    scope: tuple[str, ...]
    named: bool
    subject: str
    before: str = ""
    weight: float = 0.0
    history: History = ()
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(ZoneInfo("Asia/Tokyo")).date())
    id: Any = None

    @property
    def whole(self) -> str:
        """What is asked, with what it goes on from."""
        return f"{self.subject} {self.before}" if self.weight >= STRONG else self.subject

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
    mended: Callable[[str], str] = str,
) -> Turn:
    """`mended` gives a question as it was meant; the turn, its history included, knows no other.

    Raises InputError for an empty or overlong question, an unknown agreement or language, or an empty library.
    """
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
    question = Question(mended(text))
    history = tuple({**earlier, "question": mended(str(earlier.get("question", "")))} for earlier in history)
    theme = _theme(library, question, library.agreement(agreement).id if agreement else "", history)
    before, subject = theme.before, theme.subject
    if question.language == "ja":  # 「NeWorkのrefund」
        subject = " ".join([subject, *translated(terms(library.corpus), subject)])
    day = {"today": today} if today else {}
    spoken = language or question.language
    scope = theme.scope or tuple(library.agreements)
    return Turn(
        library,
        question,
        spoken,
        scope,
        bool(theme.scope),
        subject,
        before,
        theme.weight,
        history,
        id=id,
        **day,
    )


def _theme(library: Library, question: Question, agreement: str, history: History) -> Theme:
    """The conversation up to the question. What the user selects holds until a follow-up names another agreement.

    An earlier turn may say what was selected then ("agreement"); else it was what is selected now.
    """
    theme, selected = Theme(), ""
    for earlier in history:
        chosen = earlier.get("agreement", agreement) or ""
        asked = Question(str(earlier.get("question", "")))
        theme = _selected(library, asked, theme, chosen if chosen != selected else "")
        selected = chosen
    return _selected(library, question, theme, agreement if agreement != selected else "")


def _selected(library: Library, question: Question, theme: Theme, agreement: str) -> Theme:
    """The theme after a question, asked when `agreement` ("" for none) has just been selected."""
    following = follow(library, question, theme)
    if not agreement:
        return following
    known = library.agreements.values()
    named, services = question.agreements(known), question.services(known)
    if services and (agreement not in named or len(services) > 1):  # the words of a question outdo the list
        return following
    return replace(following, scope=(agreement,))
