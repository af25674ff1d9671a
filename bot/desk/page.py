"""The page: its Gradio blocks, and what follows from what."""

from pathlib import Path
from typing import Any

import gradio as gr

from .actions import Actions, choices, modes
from .chat import Asked
from .clauses import Opened
from .sheet import blank, offered
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
        turns, opened, sheet = gr.State([]), gr.State(Opened()), gr.State(blank(view))
        with gr.Row(elem_id="top"):
            name = gr.HTML("", elem_id="brand", js_on_load=_SCRIPT, apply_default_css=False)
            switch = gr.Radio(
                [("日本語", "ja"), ("English", "en")], value=FIRST, label=say(FIRST, "language"), elem_id="switch"
            )
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="left"):
                mode = gr.Radio(
                    modes(FIRST),
                    value="ask",
                    label=say(FIRST, "mode"),
                    elem_id="mode",
                    interactive=True,
                    visible=bool(offered(view)),
                )
                with gr.Column(elem_id="ask"):
                    transcript = gr.HTML("", elem_id="transcript", js_on_load=_SCRIPT, apply_default_css=False)
                    with gr.Column(elem_id="composer"):
                        message = gr.HTML("", elem_id="message", js_on_load=None, apply_default_css=False)
                        box = gr.Textbox(
                            label=say(FIRST, "question"), placeholder=say(FIRST, "placeholder"), show_label=False, lines=1, max_lines=6,
                            submit_btn=True, interactive=False, elem_id="question",
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
                with gr.Column(elem_id="calculate"):
                    inputs = gr.HTML("", elem_id="sheet", js_on_load=_SCRIPT, apply_default_css=False)
                    outcome = gr.HTML("", elem_id="outcome", js_on_load=_SCRIPT, apply_default_css=False)
            with gr.Column(elem_id="read"):
                reading = gr.HTML("", elem_id="panel", js_on_load=_SCRIPT, apply_default_css=False)

        actions = Actions(bot)
        answered = [message, box, transcript, turns, reading, opened]
        gr.on([box.submit, transcript.submit], actions.answer, [box, turns, chosen, switch], answered, **quiet)
        inputs.input(actions.choose, [switch], [inputs, outcome, sheet], trigger_mode="always_last", **quiet)
        inputs.submit(actions.calculate, [switch], [outcome, sheet, reading, opened], **quiet)
        shown = [transcript.select, inputs.select, outcome.select, reading.select]
        gr.on(shown, actions.open, [switch], [reading, opened], **quiet)
        clear.click(actions.clear, switch, [transcript, turns, message], **quiet)
        labelled = [name, switch, mode, box, chosen, clear, message, transcript, inputs, outcome, reading]
        switch.input(actions.relabel, [switch, turns, opened, chosen, sheet], labelled, **quiet)
        desk.load(actions.arrive, None, [opened, *labelled], **quiet)
    return desk.queue(default_concurrency_limit=8)
