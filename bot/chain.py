"""The chain: understand → route → answer → verify, as LangChain Runnables.

No language model is needed: an answer is made of restated provisions, chosen by retrieval, and its citations are checked
against the library before it leaves.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda
from threadpoolctl import threadpool_limits

from index.search import SearchIndex
from index.store import open_index
from ingest.library import Library

from .answer import Answer, Note
from .calculate import asks_to_compute, calculated, calculation_of
from .citations import CitationError, unsupported_numbers, verify
from .compare import asks_to_compare, compare
from .conversation import History
from .lookup import look_up
from .phrases import phrase
from .retrieve import retrieve
from .turn import Turn, understand

SURE = 0.5  # of a clause that answers in place of a calculation whose inputs are not given


def build_chain(library: Library, index: SearchIndex) -> Runnable[Turn, Answer]:
    """The whole pipeline of one question that is understood: calculate, look up, compare or retrieve; then verify."""
    search: Runnable[Turn, Answer] = RunnableBranch(
        (lambda turn: bool(turn.question.clauses), RunnableLambda(look_up)),
        (asks_to_compare, RunnableLambda(partial(compare, index=index))),
        RunnableLambda(partial(retrieve, index=index)),
    )

    def route(turn: Turn) -> Answer:
        result = None if asks_to_compare(turn) else calculation_of(turn)
        if result is None:
            return search.invoke(turn)
        answer = calculated(turn, result)
        if answer.kind == "clarification" and not asks_to_compute(turn):  # a clause may answer without any figure
            said = search.invoke(turn)
            if said.kind == "clause" and said.passages[0].score >= SURE:
                return replace(said, notes=(*said.notes, Note("calculation", answer.answer, ())))
        return answer

    return RunnableLambda(route) | RunnableLambda(partial(verified, library=library))


def verified(answer: Answer, library: Library) -> Answer:
    """The answer, or an error in its place if a citation or a number in it cannot be verified."""
    try:
        verify(answer, library)
        computed = answer.kind in ("calculation", "clarification")  # whose numbers are results and inputs
        if not computed and (stray := unsupported_numbers(answer, library)):
            raise CitationError(f"numbers without a source: {sorted(stray)}")
    except CitationError as error:
        withheld = phrase("fault", answer.language)
        return replace(answer, kind="error", answer=withheld, citations=(), passages=(), notes=(), reason=str(error))
    return answer


@dataclass(frozen=True)
class Bot:
    """Answers questions over a library. `ask` is the way in."""

    library: Library
    index: SearchIndex

    @classmethod
    def load(cls, progress: Callable[[float, str], None] | None = None) -> "Bot":
        """The bot over everything that is loaded; builds the index if there is none that fits."""
        library = Library.load()
        index = open_index(library, progress=progress)
        threadpool_limits(
            1
        )  # a question's matrices are small: threads only wait for each other, seconds on a busy machine
        return cls(library, index)

    @cached_property
    def chain(self) -> Runnable[Turn, Answer]:
        """The pipeline, built once."""
        return build_chain(self.library, self.index)

    def ask(
        self,
        question: str,
        *,
        agreement: str | None = None,
        language: str | None = None,
        history: History = (),
        today: datetime.date | None = None,
        id: Any = None,
    ) -> Answer:
        """An answer with checked citations.

        `agreement` restricts it to one agreement, `language` ("ja", "en") overrides that of the question, `history` are
        earlier turns, `today` is the day that 「来月末」 counts from (default: today in Japan). Raises InputError for an
        empty or overlong question, an unknown agreement or language, or an impossible input of a calculation.
        """
        mended = self.index.spelling.mended
        turn = understand(self.library, question, agreement, language, history, today, id, mended)
        return replace(self.chain.invoke(turn), question=question)
