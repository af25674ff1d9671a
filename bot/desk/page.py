"""The page: builds the Gradio blocks and says what follows from what."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from bot.answer import Note
from ingest.errors import InputError

from .chat import Asked, Turn, conversation, history, quoted_text
from .clauses import Opened, panel
from .words import EMPTY, FAILED, LONGEST, WORDS, say, too_long

_SANS = (
    "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic UI", "Yu Gothic", "Meiryo", "Noto Sans CJK JP", "Noto Sans JP", "system-ui", "sans-serif",
)  # fmt: skip
_SCRIPT = Path(__file__).with_name("desk.js").read_text(encoding="utf-8")

LOOK: dict[str, Any] = {  # for launch(): Gradio takes a page's looks there. Nothing is loaded from outside or kept.
    "theme": gr.themes.Base(font=_SANS, font_mono=("ui-monospace", "Consolas", "monospace")),
    "css_paths": Path(__file__).with_name("desk.css"),
    "footer_links": [],
    "run_history": False,
}
_log = logging.getLogger(__name__)


def check(question: str) -> InputError | None:
    """What is wrong with a question as it was typed."""
    if not question.strip():
        return EMPTY
    return too_long(len(question)) if len(question) > LONGEST else None


def build(bot: Asked) -> gr.Blocks:
    """The desk over a bot; `build(bot).launch(**LOOK)` serves it."""
    library = bot.library

    def show(turns: Sequence[Turn], opened: Opened, language: str) -> str:
        return panel(opened, library, language, _notes(turns))

    def respond(
        typed: str, turns: list[Turn], agreement: str, language: str, event: gr.EventData
    ) -> Iterator[dict[Any, Any]]:
        clicked = (event._data or {}).get("question")
        question = clicked or typed
        if problem := check(question):
            yield {message: _alert(problem.message(language))}
            return
        pending = [*turns, Turn(question.strip())]
        yield {
            transcript: conversation(pending, library, language),
            message: "",
            box: gr.skip() if clicked else "",
        }
        turn = _ask(bot, question.strip(), turns, agreement)
        turns = [*turns, turn]
        changes: dict[Any, Any] = {conversed: turns, transcript: conversation(turns, library, language)}
        if turn.answer and turn.answer.citations:
            best = turn.answer.citations[0]
            opened_now = Opened(best.locator, best.quote, quoted_text(best))
            changes |= {opened: opened_now, reading: show(turns, opened_now, language)}
        yield changes

    def open_clause(turns: list[Turn], language: str, event: gr.EventData) -> tuple[Opened, str]:
        data = event._data or {}
        now = Opened(*(str(data.get(name) or "") for name in ("locator", "quote", "text")))
        return now, show(turns, now, language)

    def clear(language: str) -> tuple[list[Turn], str, str]:
        return [], conversation([], library, language), ""

    def relabel(language: str, turns: list[Turn], now: Opened, agreement: str) -> tuple[Any, ...]:
        return (
            _brand(language),
            gr.update(label=say(language, "language")),
            conversation(turns, library, language),
            gr.update(placeholder=say(language, "placeholder"), label=say(language, "question")),
            gr.update(choices=choices(language), value=agreement, label=say(language, "agreement")),
            gr.update(value=say(language, "clear")),
            show(turns, now, language),
            "",
        )

    def arrive(request: gr.Request) -> tuple[Any, ...]:
        query = dict(request.query_params)
        accepted = request.headers.get("accept-language") or "ja"
        language = query.get("lang") or ("ja" if accepted.startswith("ja") else "en")
        language = language if language in WORDS else "ja"
        now = Opened(query.get("clause", ""))
        return (gr.update(value=language), now, *relabel(language, [], now, "")[:1], *relabel(language, [], now, "")[2:])

    def choices(language: str) -> list[tuple[str, str]]:
        return [(say(language, "all"), ""), *((a.short[language], a.id) for a in library.agreements.values())]

    with gr.Blocks(title="約款デスク Yakkan Desk", fill_width=True, analytics_enabled=False) as desk:
        conversed, opened = gr.State([]), gr.State(Opened())
        with gr.Row(elem_id="top"):
            brand = gr.HTML(_brand("ja"), js_on_load=_SCRIPT)
            switch = gr.Radio([("日本語", "ja"), ("English", "en")], value="ja", label="表示言語", elem_id="switch")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="ask"):
                transcript = gr.HTML(conversation([], library, "ja"), elem_id="transcript", js_on_load=_SCRIPT)
                with gr.Column(elem_id="composer"):
                    message = gr.HTML("", elem_id="message", js_on_load=None)
                    box = gr.Textbox(
                        label="質問", show_label=False, lines=1, max_lines=6, submit_btn=True, autofocus=True,
                        placeholder=say("ja", "placeholder"), elem_id="question",
                    )  # fmt: skip
                    with gr.Row(elem_id="controls"):
                        chosen = gr.Dropdown(choices("ja"), value="", label="対象の規約", filterable=False, elem_id="agreement")
                        cleared = gr.Button(say("ja", "clear"), size="sm", elem_id="clear")
            with gr.Column(elem_id="read"):
                reading = gr.HTML(panel(Opened(), library, "ja"), elem_id="panel", js_on_load=_SCRIPT)

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        gr.on(
            [box.submit, transcript.submit], respond, [box, conversed, chosen, switch],
            [transcript, message, box, conversed, opened, reading], **quiet,
        )  # fmt: skip
        gr.on([transcript.select, reading.select], open_clause, [conversed, switch], [opened, reading], **quiet)
        cleared.click(clear, switch, [conversed, transcript, message], **quiet)
        labelled = [brand, switch, transcript, box, chosen, cleared, reading, message]
        switch.input(relabel, [switch, conversed, opened, chosen], labelled, **quiet)
        desk.load(arrive, None, [switch, opened, brand, *labelled[2:]], **quiet)
    return desk.queue(default_concurrency_limit=8)


def _ask(bot: Asked, question: str, turns: Sequence[Turn], agreement: str) -> Turn:
    try:
        return Turn(question, bot.ask(question, agreement=agreement or None, history=history(turns)))
    except InputError as problem:
        return Turn(question, problem=problem)
    except Exception:  # whatever happened, the page says one line; the log has the rest
        _log.exception("no answer to a question of %d characters", len(question))
        return Turn(question, problem=FAILED)


def _notes(turns: Sequence[Turn]) -> list[Note]:
    return list(dict.fromkeys(note for turn in turns if turn.answer for note in turn.answer.notes))


def _brand(language: str) -> str:
    from html import escape
    return (
        f'<div class="brand" data-language="{language}"><span class="seal" aria-hidden="true">約</span>'
        f'<h1>{escape(say(language, "brand"))}</h1><p>{escape(say(language, "tagline"))}</p></div>'
    )


def _alert(text: str) -> str:
    return f'<p role="alert">{text}</p>'
