"""A question in its conversation: what it is about, before anything is looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ingest.errors import InputError
from ingest.library import LANGUAGES, Library

from .phrases import phrase
from .question import Question

QUESTION_LIMIT = 1000  # characters
History = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Turn:
    """A question understood: its language, and the agreements that it is about (`scope`).

    `named` tells whether the user chose or named them; else all are in scope, and each is answered for.
    """

    library: Library
    question: Question
    language: str
    scope: tuple[str, ...]
    named: bool
    id: Any = None

    @cached_property
    def subject(self) -> str:
        """What is asked, without the names of agreements and clauses."""
        return self.question.subject(self.library.agreements.values())

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The agreements to answer for, each with those that it incorporates."""
        agreements = self.library.agreements
        inner = {i for a in self.scope for i in agreements[a].incorporates}
        heads = [a for a in self.scope if a not in inner]
        return tuple((a, *(i for i in agreements[a].incorporates if i in agreements)) for a in heads)


def understand(
    library: Library, text: str, agreement: str | None, language: str | None, history: History, id: Any
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
    known = library.agreements.values()
    chosen = (library.agreement(agreement).id,) if agreement else question.agreements(known)
    for turn in reversed(history):
        if chosen:
            break
        chosen = Question(str(turn.get("question", ""))).agreements(known)
    scope = chosen or tuple(library.agreements)
    return Turn(library, question, language or question.language, scope, bool(chosen), id)
