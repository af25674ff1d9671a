"""What the desk does when someone asks, calculates, opens a clause, clears the conversation or changes the language."""

import datetime
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

import gradio as gr

from bot.calculators.calculation import Calculation
from ingest.errors import InputError
from ingest.library import Library

from .chat import Asked, Turn, conversation, history
from .clauses import Opened, panel
from .sheet import LONGEST_FIELD, Outcome, Problem, Sheet, blank, form, outcome, result
from .view import View, quoted_text
from .words import EMPTY, FAILED, LONGEST, WORDS, say, too_long

_log = logging.getLogger(__name__)


def check(question: str) -> InputError | None:
    """What is wrong with a question as it was typed."""
    if not question.strip():
        return EMPTY
    return too_long(len(question)) if len(question) > LONGEST else None


def brand(language: str) -> str:
    """The name of the desk, as HTML."""
    title, tagline = escape(say(language, "brand")), escape(say(language, "tagline"))
    seal = '<span class="seal" aria-hidden="true">約</span>'
    return f'<div class="brand" data-language="{language}">{seal}<h1>{title}</h1><p>{tagline}</p></div>'


def choices(library: Library, language: str) -> list[tuple[str, str]]:
    """The agreements to choose from, by short title; "" for all."""
    return [(say(language, "all"), ""), *((a.short[language], a.id) for a in library.agreements.values())]


def modes(language: str) -> list[tuple[str, str]]:
    """The two screens, asking and calculating."""
    return [(say(language, "ask"), "ask"), (say(language, "calculate"), "calculate")]


@dataclass(frozen=True, slots=True)
class Actions:
    """The page's events over a bot. Each returns the new values of the parts that page.py names, in that order."""

    bot: Asked

    def answer(
        self, typed: str, turns: list[Turn], agreement: str, language: str, event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        """First the question with the box free again, then its answer with the best clause opened."""
        view = View(self.bot.library, language)
        clicked = str((event._data or {}).get("question", ""))
        question = (clicked or typed).strip()
        if problem := check(question):
            yield f'<p role="alert">{escape(problem.message(language))}</p>', *[gr.skip()] * 5
            return
        yield "", gr.skip() if clicked else "", conversation([*turns, Turn(question)], view), *[gr.skip()] * 3
        turn = self._asked(question, turns, agreement)
        turns = [*turns, turn]
        parts: tuple[Any, ...] = (gr.skip(), gr.skip())
        if turn.answer and turn.answer.citations and turn.answer.kind != "no-answer":
            best = turn.answer.citations[0]
            opened = Opened(best.locator, best.quote, quoted_text(best))
            parts = (panel(opened, view), opened)
        yield gr.skip(), gr.skip(), conversation(turns, view), turns, *parts

    def choose(self, language: str, event: gr.EventData) -> tuple[str, str, Sheet]:
        """The form for another calculator, agreement or choice; a result that was not for it goes."""
        view = View(self.bot.library, language)
        sheet = _filled(event, view)
        return form(sheet, view), "", sheet

    def calculate(self, language: str, event: gr.EventData) -> tuple[Any, ...]:
        """The result of the form, with its best clause opened; or one line, the form left as it is."""
        view = View(self.bot.library, language)
        sheet = replace(_filled(event, view), sent=True)
        found = _outcome(sheet)
        parts: tuple[Any, ...] = (gr.skip(), gr.skip())
        if isinstance(found, Calculation) and found.locators:
            opened = Opened(found.locators[0])
            parts = (panel(opened, view), opened)
        return result(found, view), sheet, *parts

    def open(self, language: str, event: gr.EventData) -> tuple[str, Opened]:
        """The clause of a link that was clicked."""
        data = event._data or {}
        opened = Opened(*(str(data.get(name) or "") for name in ("locator", "quote", "text")))
        return panel(opened, View(self.bot.library, language)), opened

    def clear(self, language: str) -> tuple[str, list[Turn], str]:
        """An empty conversation."""
        return conversation([], View(self.bot.library, language)), [], ""

    def relabel(
        self, language: str, turns: list[Turn], opened: Opened, agreement: str, sheet: Sheet
    ) -> tuple[Any, ...]:
        """Everything in another interface language."""
        view = View(self.bot.library, language)
        return (
            brand(language),
            gr.update(value=language, label=say(language, "language")),
            gr.update(choices=modes(language), label=say(language, "mode")),
            gr.update(placeholder=say(language, "placeholder"), label=say(language, "question"), interactive=True),
            gr.update(choices=choices(self.bot.library, language), value=agreement, label=say(language, "agreement")),
            gr.update(value=say(language, "clear")),
            "",
            conversation(turns, view),
            form(sheet, view),
            result(_outcome(sheet), view) if sheet.sent else "",
            panel(opened, view),
        )

    def arrive(self, request: gr.Request) -> tuple[Any, ...]:
        """The page as its address (`?clause=…&lang=…`) and the browser's language ask for it.

        Until then it is empty and takes no question, so that nothing drawn here can take the place of an answer.
        """
        query = dict(request.query_params)
        preferred = "ja" if (request.headers.get("accept-language") or "ja").startswith("ja") else "en"
        language = str(query["lang"]) if query.get("lang") in WORDS else preferred
        opened = Opened(query.get("clause", ""))
        return opened, *self.relabel(language, [], opened, "", blank(View(self.bot.library, language)))

    def _asked(self, question: str, turns: Sequence[Turn], agreement: str) -> Turn:
        try:
            answer = self.bot.ask(question, agreement=agreement or None, history=history(turns))
            return Turn(question, answer, agreement=agreement)
        except InputError as problem:
            return Turn(question, problem=problem)
        except Exception:  # whatever it was, the page says one line and the log has the rest
            _log.exception("no answer to a question of %d characters", len(question))
            return Turn(question, problem=FAILED)


def _filled(event: gr.EventData, view: View) -> Sheet:
    """The form as the page's script sends it: the fields by name."""
    values = {str(key): str(value)[:LONGEST_FIELD] for key, value in (event._data or {}).items()}
    chosen = blank(view, values.pop("calculator", ""), values.pop("agreement", ""))
    return replace(chosen, values=values)


def _outcome(sheet: Sheet) -> Outcome:
    try:
        return outcome(sheet, datetime.datetime.now(ZoneInfo("Asia/Tokyo")).date())
    except Exception:  # as in _asked
        _log.exception("no result of %s for %s", sheet.name, sheet.agreement)
        return Problem(FAILED)
