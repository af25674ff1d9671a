"""The page: its Gradio blocks, and what follows from what."""

from pathlib import Path
from typing import Any

import gradio as gr

from .actions import Actions, brand, choices
from .chat import Asked, conversation
from .clauses import Opened, panel
from .view import View
from .words import FIRST, say

_FONTS = (
    "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic UI", "Yu Gothic", "Meiryo", "Noto Sans CJK JP",
    "Noto Sans JP", "system-ui", "sans-serif",
)  # fmt: skip
_SCRIPT = Path(__file__).with_name("desk.js").read_text(encoding="utf-8")

LOOK: dict[str, Any] = {  # for launch(), where Gradio takes a page's looks; nothing comes from outside, nothing is kept
    "theme": gr.themes.Base(font=_FONTS, font_mono=("ui-monospace", "Consolas", "monospace")),
    "head": f"<style>{Path(__file__).with_name('desk.css').read_text(encoding='utf-8')}</style>",  # css= would rewrite it
    "footer_links": [],
    "run_history": False,
}


def build(bot: Asked) -> gr.Blocks:
    """The desk over a bot; `build(bot).launch(**LOOK)` serves it."""
    view = View(bot.library, FIRST)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Blocks(title="約款デスク Yakkan Desk", fill_width=True, analytics_enabled=False) as desk:
        turns, opened = gr.State([]), gr.State(Opened())
        with gr.Row(elem_id="top"):
            name = gr.HTML(brand(FIRST), js_on_load=_SCRIPT, apply_default_css=False)
            switch = gr.Radio(
                [("日本語", "ja"), ("English", "en")], value=FIRST, label=say(FIRST, "language"), elem_id="switch"
            )
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="ask"):
                transcript = gr.HTML(
                    conversation([], view), elem_id="transcript", js_on_load=_SCRIPT, apply_default_css=False
                )
                with gr.Column(elem_id="composer"):
                    message = gr.HTML("", elem_id="message", js_on_load=None, apply_default_css=False)
                    box = gr.Textbox(
                        label=say(FIRST, "question"), placeholder=say(FIRST, "placeholder"), show_label=False, lines=1, max_lines=6,
                        submit_btn=True, autofocus=True, elem_id="question",
                    )  # fmt: skip
                    with gr.Row(elem_id="controls"):
                        chosen = gr.Dropdown(
                            choices(bot.library, FIRST),
                            value="",
                            label=say(FIRST, "agreement"),
                            filterable=False,
                            elem_id="agreement",
                        )
                        clear = gr.Button(say(FIRST, "clear"), size="sm", elem_id="clear")
            with gr.Column(elem_id="read"):
                reading = gr.HTML(panel(Opened(), view), elem_id="panel", js_on_load=_SCRIPT, apply_default_css=False)

        actions = Actions(bot)
        answered = [message, box, transcript, turns, reading, opened]
        gr.on([box.submit, transcript.submit], actions.answer, [box, turns, chosen, switch], answered, **quiet)
        gr.on([transcript.select, reading.select], actions.open, [switch], [reading, opened], **quiet)
        clear.click(actions.clear, switch, [transcript, turns, message], **quiet)
        labelled = [name, switch, box, chosen, clear, message, transcript, reading]
        switch.input(actions.relabel, [switch, turns, opened, chosen], labelled, **quiet)
        desk.load(actions.arrive, None, [opened, *labelled], **quiet)
    return desk.queue(default_concurrency_limit=8)
