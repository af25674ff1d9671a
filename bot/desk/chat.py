"""The conversation as HTML: questions, answers with their citations as links, notes, and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from bot.answer import Answer, Citation, Note
from ingest.errors import InputError
from ingest.library import Library
from ingest.locator import label

from .links import link
from .words import WORDS, examples, say

NEAREST = 3  # clauses offered when there is no answer


class Asked(Protocol):
    """What the desk needs of a bot."""

    library: Library

    def ask(
        self,
        question: str,
        *,
        agreement: str | None = None,
        language: str | None = None,
        history: Sequence[dict[str, str]] = (),
    ) -> Answer:
        """The answer to a question after a history of {"question", "answer"}."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, or with what went wrong; neither while it is being looked up."""

    question: str
    answer: Answer | None = None
    problem: InputError | None = None


def history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """The turns that were answered, as `ask` takes them."""
    return [{"question": turn.question, "answer": turn.answer.answer} for turn in turns if turn.answer]


def quoted_text(citation: Citation) -> str:
    """Which text a citation quotes: "official", "ja" or "en"."""
    return "official" if citation.source == "official" else citation.language


def conversation(turns: Sequence[Turn], library: Library, language: str) -> str:
    """All turns, or the welcome with examples before the first."""
    if not turns:
        return _welcome(library, language)
    inner = "".join(_turn(turn, library, language) for turn in turns)
    return f'<div class="turns" role="log" aria-label="{escape(say(language, "conversation"))}">{inner}</div>'


def note_html(note: Note, library: Library, language: str) -> str:
    """A note with links to the provisions that it is about."""
    kind = say(language, note.kind if note.kind in WORDS[language] else "note")
    chips = _chips([_chip(locator, library, language) for locator in note.locators if locator in library.entries], kind)
    return f'<aside class="note" role="note"><b>{escape(kind)}</b><p>{escape(note.text)}</p>{chips}</aside>'


def _welcome(library: Library, language: str) -> str:
    buttons = "".join(
        f'<li><button type="button" class="example" data-question="{escape(question)}">{escape(question)}</button></li>'
        for question in examples(library, language)
    )
    title = escape(say(language, "examples"))
    return (
        f'<div class="welcome"><h2>{escape(say(language, "welcome"))}</h2><p>{escape(say(language, "welcome-more"))}</p>'
        + (f'<h3 id="examples">{title}</h3><ul aria-labelledby="examples">{buttons}</ul>' if buttons else "")
        + "</div>"
    )


def _turn(turn: Turn, library: Library, language: str) -> str:
    if turn.answer:
        reply = _answer(turn.answer, library, language)
    elif turn.problem:
        reply = _problem(turn.question, turn.problem.message(language), language)
    else:
        reply = f'<div class="answer pending" role="status">{escape(say(language, "pending"))}<i></i><i></i><i></i></div>'
    return f'<article class="turn"><p class="question">{escape(turn.question)}</p>{reply}</article>'


def _problem(question: str, message: str, language: str) -> str:
    return (
        f'<div class="answer error" role="alert"><b class="verdict">{escape(say(language, "error"))}</b><p>{escape(message)}</p>'
        f'<button type="button" class="retry" data-question="{escape(question)}">{escape(say(language, "retry"))}</button></div>'
    )


def _answer(answer: Answer, library: Library, language: str) -> str:
    if answer.kind == "error":
        return _problem(answer.question, answer.answer, language)
    kind = answer.kind if answer.kind in ("no-answer", "clarification") else ""
    verdict = f'<b class="verdict">{escape(say(language, kind))}</b>' if kind else ""
    text = "".join(f"<p>{escape(line)}</p>" for line in answer.answer.splitlines() if line.strip())
    if answer.citations:
        chips = [_citation(citation, library, language) for citation in answer.citations]
    else:
        chips = [_chip(p.locator, library, language) for p in answer.passages[:NEAREST] if p.locator in library.entries]
    listed = _chips(chips, say(language, "nearest" if kind == "no-answer" else "citations"))
    notes = "".join(note_html(note, library, language) for note in answer.notes)
    return f'<div class="answer {kind}" lang="{escape(answer.language)}">{verdict}{text}{listed}{notes}</div>'


def _chips(chips: list[str], title: str) -> str:
    if not chips:
        return ""
    inner = "".join(f"<li>{chip}</li>" for chip in chips)
    return f'<p class="chips-title">{escape(title)}</p><ul class="chips" aria-label="{escape(title)}">{inner}</ul>'


def _citation(citation: Citation, library: Library, language: str) -> str:
    text = quoted_text(citation)
    inner = _inner(citation.label, citation.agreement, library, language) + f"<small>{escape(say(language, text))}</small>"
    return link(citation.locator, language, inner, style="chip", quote=citation.quote, text=text)


def _chip(locator: str, library: Library, language: str) -> str:
    inner = _inner(label(locator, language), library.entry(locator).agreement, library, language)
    return link(locator, language, inner, style="chip")


def _inner(name: str, agreement: str, library: Library, language: str) -> str:
    short = library.agreements[agreement].short[language] if agreement in library.agreements else agreement
    return f"<b>{escape(name)}</b><span>{escape(short)}</span>"
