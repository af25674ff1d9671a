"""The conversation as HTML: questions, answers with their citations as links, notes, and what went wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Protocol

from bot.answer import Answer
from ingest.errors import InputError
from ingest.library import Library

from .results import working
from .view import View
from .words import examples

NEAREST = 3  # clauses offered when there is no answer


class Asked(Protocol):
    """What the desk needs of a bot."""

    @property
    def library(self) -> Library:
        """What it answers from."""

    def ask(
        self,
        question: str,
        *,
        agreement: str | None = None,
        language: str | None = None,
        history: Sequence[Mapping[str, str]] = (),
    ) -> Answer:
        """The answer to a question after a history of {"question", "answer", "agreement"}."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, or with what went wrong; neither while it is being looked up. `agreement` was selected."""

    question: str
    answer: Answer | None = None
    problem: InputError | None = None
    agreement: str = ""


def history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """The turns that were answered, as `ask` takes them."""
    return [
        {"question": turn.question, "answer": turn.answer.answer, "agreement": turn.agreement}
        for turn in turns
        if turn.answer and turn.answer.kind != "error"
    ]


def conversation(turns: Sequence[Turn], view: View) -> str:
    """All turns, or the welcome with examples before the first."""
    if not turns:
        return _welcome(view)
    inner = "".join(_turn(turn, view) for turn in turns)
    return f'<div class="turns" role="log" aria-label="{view.say("conversation")}">{inner}</div>'


def _welcome(view: View) -> str:
    items = "".join(
        f'<li><button type="button" class="example" data-question="{escape(question)}">{escape(question)}</button></li>'
        for question in examples(view.library, view.language)
    )
    listed = (
        f'<h3 id="examples">{view.say("examples")}</h3><ul aria-labelledby="examples">{items}</ul>' if items else ""
    )
    return f'<div class="welcome"><h2>{view.say("welcome")}</h2><p>{view.say("welcome-more")}</p>{listed}</div>'


def _turn(turn: Turn, view: View) -> str:
    if turn.answer:
        reply = _answer(turn.answer, view)
    elif turn.problem:
        reply = _problem(turn.question, turn.problem.message(view.language), view)
    else:
        reply = f'<div class="answer pending" role="status">{view.say("pending")}<i></i><i></i><i></i></div>'
    return f'<article class="turn"><p class="question">{escape(turn.question)}</p>{reply}</article>'


def _problem(question: str, message: str, view: View) -> str:
    return (
        f'<div class="answer error" role="alert"><b class="verdict">{view.say("error")}</b><p>{escape(message)}</p>'
        f'<button type="button" class="retry" data-question="{escape(question)}">{view.say("retry")}</button></div>'
    )


def _answer(answer: Answer, view: View) -> str:
    if answer.kind == "error":
        return _problem(answer.question, answer.answer, view)
    kind = answer.kind if answer.kind in ("no-answer", "clarification") else ""
    verdict = f'<b class="verdict">{view.say(kind)}</b>' if kind else ""
    if answer.calculation:
        text = working(answer.answer, answer.calculation, answer.language, view)
    else:
        text = _text([line.strip() for line in answer.answer.splitlines() if line.strip()])
    chips = [view.citation(citation) for citation in answer.citations]
    if not chips and kind != "clarification":
        chips = [view.chip(p.locator) for p in answer.passages[:NEAREST] if p.locator in view.library.entries]
    listed = view.chips(chips, "citations" if answer.citations and kind != "no-answer" else "nearest")
    said = f'<div lang="{escape(answer.language)}">{verdict}{text}</div>'
    return f'<div class="answer {kind}">{said}{listed}{view.notes(answer.notes)}</div>'


def _text(lines: Sequence[str]) -> str:
    """Lines as paragraphs, those that begin with "|" as the rows of a table."""
    out = ""
    for is_table, group in groupby(lines, lambda line: line.startswith("|")):
        own = list(group)
        out += _table(own) if is_table else "".join(map(_line, own))
    return out


def _table(lines: Sequence[str]) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, *body = (row for row in rows if any(cell.strip("-: ") for cell in row))  # without the row of dashes
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in body)
    inner = "".join(f"<tr>{row}</tr>" for row in cells)
    return f'<table class="compared"><thead><tr>{heads}</tr></thead><tbody>{inner}</tbody></table>'


def _line(line: str) -> str:
    return f'<p class="point">{escape(line)}</p>' if line.startswith("・") else f"<p>{escape(line)}</p>"
