"""Answers that are computed: the calculators' results as answers with citations."""

import re
from collections.abc import Sequence

from ingest.library import Library

from .answer import Answer, Note
from .calculators.answer import Clarification, answer_calculation
from .calculators.calculation import Calculation, NoSuchRule, Remark
from .question import Question
from .respond import respond
from .turn import Turn

_COMPUTE = re.compile(
    r"計算|試算|算出|見積|割り出|合計|いくら(?!でも)|何円|何日分|どのプラン|\b(?:calculat|comput|estimate|total|work out|how much|what do (?:i|we) owe|which (?:\w+ )?(?:plan|licen))"
)
Result = Calculation | Clarification | NoSuchRule


def calculation_of(turn: Turn) -> Result | None:
    """What the calculators make of a turn; None if it is no question for them.

    Raises InputError for an input that cannot be.
    """
    agreement = turn.groups[0][0] if turn.named and len(turn.groups) == 1 else None
    return answer_calculation(
        turn.question.text, agreement=agreement, language=turn.language, history=turn.history, today=turn.today
    )


def asks_to_compute(turn: Turn) -> bool:
    """Whether a turn gives a figure, goes on with one, or asks for a sum or a choice in so many words."""
    asked = [turn.question.normal, *(str(earlier.get("question", "")) for earlier in turn.history[-1:])]
    return any(re.search(r"\d", text) for text in asked) or bool(_COMPUTE.search(turn.question.normal))


def calculated(turn: Turn, result: Result) -> Answer:
    """The answer that a result makes."""
    text = result.text.say(turn.language)
    about = [result.agreement] if result.agreement else []
    cited = [locator for locator in result.locators if locator in turn.library.entries]
    if isinstance(result, Clarification):
        return respond(turn, "clarification", text, cited, reason="missing-input", agreements=about)
    if isinstance(result, NoSuchRule):
        return respond(turn, "no-answer", text, cited, reason="no-such-rule", agreements=about)
    notes = _notes(result.notes, turn.language)
    return respond(
        turn, "calculation", text, cited, agreements=about, calculation=result.to_json(turn.language), own=notes
    )


def calculation_answer(library: Library, result: Calculation | NoSuchRule, language: str, question: str) -> Answer:
    """The answer that a calculator called by name makes."""
    turn = Turn(library, Question(question), language, (result.agreement,), named=True, subject="")
    return calculated(turn, result)


def _notes(remarks: Sequence[Remark], language: str) -> tuple[Note, ...]:
    return tuple(Note("calculation", remark.text.say(language), tuple(remark.locators)) for remark in remarks)
