"""The chain: understand → route → answer → verify, as LangChain Runnables.

No language model is needed: an answer is made of restated provisions, chosen by retrieval, and its citations are checked
against the library before it leaves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from index.search import SearchIndex
from index.store import open_index
from ingest.errors import InputError
from ingest.library import LANGUAGES, Library

from .answer import Answer, Ranked
from .citations import CitationError, cite, unsupported_numbers, verify
from .compose import named, provision_text
from .phrases import phrase
from .question import Question
from .retriever import ProvisionRetriever

QUESTION_LIMIT = 1000
CONFIDENT = 0.35  # below it the best provision is no answer
SECOND = 0.9  # a further provision is quoted if its score is at least this share of the best
History = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Turn:
    """A question understood: its language, the agreements it is about (`scope`), and those it could be about.

    `named` tells whether the user chose or named the agreements; else each is answered for.
    """

    question: Question
    language: str
    scope: tuple[str, ...]
    named: bool
    id: Any = None


def build_chain(bot: "Bot") -> Runnable[Turn, Answer]:
    """The whole pipeline of one question."""
    look_up = RunnableLambda(bot.look_up)
    retrieve = RunnableLambda(bot.retrieve)
    return RunnableBranch((lambda turn: bool(turn.question.clauses), look_up), retrieve) | RunnableLambda(bot.verify)


@dataclass(frozen=True)
class Bot:
    """Answers questions over a library. `ask` is the way in."""

    library: Library
    index: SearchIndex

    @classmethod
    def load(cls, progress: Callable[[float, str], None] | None = None) -> "Bot":
        """The bot over everything that is loaded; builds the index if there is none that fits."""
        library = Library.load()
        return cls(library, open_index(library, progress=progress))

    @cached_property
    def chain(self) -> Runnable[Turn, Answer]:
        return build_chain(self)

    def ask(
        self,
        question: str,
        *,
        agreement: str | None = None,
        language: str | None = None,
        history: History = (),
        id: Any = None,
    ) -> Answer:
        """An answer with checked citations.

        `agreement` restricts it to one agreement, `language` ("ja", "en") overrides that of the question, `history` are
        earlier turns. Raises InputError for an empty or overlong question, an unknown agreement or language.
        """
        return self.chain.invoke(self.understand(question, agreement, language, history, id))

    def understand(self, text: str, agreement: str | None, language: str | None, history: History, id: Any) -> Turn:
        """Raises InputError as `ask` does."""
        if not text.strip():
            raise InputError(phrase("empty", "en"), phrase("empty", "ja"))
        if len(text) > QUESTION_LIMIT:
            raise InputError(*(phrase("long", x, limit=QUESTION_LIMIT) for x in ("en", "ja")))
        if language is not None and language not in LANGUAGES:
            raise InputError(
                f"no language {language!r}; use ja or en", f"言語「{language}」は使えません。ja か en にしてください"
            )
        if not self.library.agreements:
            raise InputError(phrase("no-library", "en"), phrase("no-library", "ja"))
        question = Question(text)
        chosen = (
            (self.library.agreement(agreement).id,)
            if agreement
            else question.agreements(self.library.agreements.values())
        )
        for turn in reversed(history):
            if chosen:
                break
            chosen = Question(str(turn.get("question", ""))).agreements(self.library.agreements.values())
        return Turn(question, language or question.language, chosen or tuple(self.library.agreements), bool(chosen), id)

    # -- a clause that the question names ----------------------------------------------------------------------------

    def look_up(self, turn: Turn) -> Answer:
        """The provisions that the question names, or that there is no such provision."""
        found, missing = [], []
        for agreement in turn.scope:
            for clause in turn.question.clauses:
                locator = f"{agreement}/{clause}"
                (found if locator in self.library.entries else missing).append(locator)
        if not turn.named:
            missing = [] if found else missing[:1]
        lines = [self._said(locator, turn, naming=True) for locator in found]
        lines += [self._missing(locator, turn) for locator in missing]
        if not found and turn.named:
            return self._answer(turn, "no-answer", "\n".join(lines), [], reason="no-such-clause")
        return self._answer(
            turn,
            "clause" if found else "no-answer",
            "\n\n".join(lines),
            found,
            reason=None if found else "no-such-clause",
        )

    def _missing(self, locator: str, turn: Turn) -> str:
        agreement, _, clause = locator.partition("/")
        articles = [x for x in self.library.children(agreement) if "/article-" in x]
        there = locator.rsplit("/", 1)[0] if clause.count("/") else ""
        siblings = articles
        if there and there in self.library.entries:
            siblings = self.library.children(there)
        bounds = ""
        if siblings:
            first, last = (named(self.library, x, turn.language) for x in (siblings[0], siblings[-1]))
            bounds = phrase("range", turn.language, first=first, last=last)
        name = self.library.agreement(agreement).short[turn.language] if turn.named else phrase("all", turn.language)
        from ingest.locator import label

        return phrase(
            "no-clause",
            turn.language,
            agreement=name,
            clause=label(locator, turn.language),
            range=bounds if turn.named else "",
        )

    # -- retrieval ---------------------------------------------------------------------------------------------------

    def retrieve(self, turn: Turn) -> Answer:
        """The provisions that answer, in each agreement of the scope."""
        groups = [(self.incorporated(a), self._search(turn, self.incorporated(a))) for a in self._heads(turn)]
        passages = sorted((hit for _, hits in groups for hit in hits), key=lambda hit: -hit.score)[:10]
        answered = [hits for _, hits in groups if hits and hits[0].score >= CONFIDENT]
        answered.sort(key=lambda hits: -hits[0].score)
        if not answered:
            return self._nothing(turn, passages)
        several = len(answered) > 1
        lines, cited = [], []
        for hits in answered:
            chosen = [h for h in hits[: 1 if several else 2] if h.score >= SECOND * hits[0].score]
            cited += [h.locator for h in chosen]
            lines.append("\n".join(self._said(h.locator, turn, naming=several) for h in chosen))
        return self._answer(turn, "clause", "\n\n".join(lines), cited, passages)

    def _heads(self, turn: Turn) -> list[str]:
        """The agreements to answer for: one that another of them incorporates is answered with it."""
        inner = {i for a in turn.scope for i in self.library.agreements[a].incorporates}
        return [a for a in turn.scope if a not in inner]

    def incorporated(self, agreement: str) -> tuple[str, ...]:
        """An agreement with those that it incorporates."""
        inside = (a for a in self.library.agreements[agreement].incorporates if a in self.library.agreements)
        return (agreement, *inside)

    def _search(self, turn: Turn, agreements: tuple[str, ...]) -> list[Ranked]:
        retriever = ProvisionRetriever(library=self.library, index=self.index, agreements=agreements)
        found = retriever.invoke(turn.question.text)
        return [Ranked(document.metadata["locator"], round(document.metadata["score"], 4)) for document in found]

    def _said(self, locator: str, turn: Turn, *, naming: bool) -> str:
        text = provision_text(self.library, locator, turn.language, turn.question.without_clauses)
        if not naming:
            return text
        agreement = self.library.agreement(locator.split("/")[0]).short[turn.language]
        name = named(self.library, locator, turn.language)
        return f"【{agreement} {name}】\n{text}" if turn.language == "ja" else f"{agreement}, {name}:\n{text}"

    def _nothing(self, turn: Turn, passages: list[Ranked]) -> Answer:
        short = [self.library.agreement(a).short[turn.language] for a in turn.scope]
        scope = phrase("and", turn.language).join(short) if turn.named else phrase("all", turn.language)
        text = phrase("nothing", turn.language, scope=scope)
        nearest = [p.locator for p in passages[:3]]
        if nearest:
            names = phrase("and", turn.language).join(named(self.library, x, turn.language) for x in nearest)
            text += ("" if turn.language == "ja" else " ") + phrase("nearest", turn.language, clauses=names)
        return self._answer(turn, "no-answer", text, nearest, passages, reason="not-found")

    # -- the answer --------------------------------------------------------------------------------------------------

    def _answer(
        self,
        turn: Turn,
        kind: Any,
        text: str,
        cited: Sequence[str],
        passages: Sequence[Ranked] = (),
        reason: str | None = None,
    ) -> Answer:
        citations = tuple(cite(self.library, locator, turn.language) for locator in dict.fromkeys(cited))
        agreements = tuple(dict.fromkeys(c.agreement for c in citations)) or turn.scope
        ranked = tuple(passages) or tuple(Ranked(c.locator, 1.0) for c in citations)[:10]
        return Answer(turn.question.text, turn.language, agreements, kind, text, citations, (), ranked, reason, turn.id)

    def verify(self, answer: Answer) -> Answer:
        """The answer, or an error in its place if a citation or a number in it cannot be verified."""
        try:
            verify(answer, self.library)
            if stray := unsupported_numbers(answer, self.library):
                raise CitationError(f"numbers without a source: {sorted(stray)}")
        except CitationError as error:
            withheld = phrase("fault", answer.language)
            return replace(answer, kind="error", answer=withheld, citations=(), passages=(), reason=str(error))
        return answer
