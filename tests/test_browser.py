"""The desk in a real Chromium, over a small agreement of our own."""

import shutil
from collections.abc import Iterator
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
import pytest

from bot.chain import Bot
from bot.desk import LOOK, build
from bot.desk.actions import Actions
from bot.desk.words import EXAMPLES

from .test_desk import HOSTILE, FakeBot, hall

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

if CHROMIUM is None:
    pytest.skip("the desk in a browser is left out: no Chromium on this machine", allow_module_level=True)

ARTICLE_1, ARTICLE_2 = "hall/article-1/paragraph-1", "hall/article-2/paragraph-1"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> FakeBot:
    return FakeBot(hall(tmp_path_factory.mktemp("hall")))


@pytest.fixture(scope="module")
def address(bot: FakeBot) -> Iterator[str]:
    page = build(bot)
    _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, **LOOK)
    yield url
    page.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def real_address(edition_bot: Bot) -> Iterator[str]:
    """The desk as a fresh clone serves it."""
    page = build(edition_bot)
    _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, **LOOK)
    yield url
    page.close()


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Any]:
    """Opens the desk in a context of its own; fails if a page asked anything of another machine or ran a script of a text."""
    contexts, requests, dialogs = [], [], []

    def refuse(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    def opened(query: str = "", locale: str = "ja-JP", at: str = address, arrived: bool = True, **options: Any) -> Any:
        options = {"viewport": {"width": 1400, "height": 900}} | options
        context = chromium.new_context(locale=locale, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: requests.append(request.url))
        page.on("dialog", refuse)
        page.goto(at + query)
        if arrived:
            page.wait_for_selector("#panel article")
            page.wait_for_selector(f"html[lang={'ja' if locale.startswith('ja') and 'lang=en' not in query else 'en'}]")
        return page

    yield opened
    for context in contexts:
        context.close()
    elsewhere = {url for url in requests if urlsplit(url).hostname not in ("127.0.0.1", "localhost", None)}
    assert not elsewhere
    assert not dialogs


def ask(page: Any, question: str) -> None:
    """Types a question and waits for its answer."""
    turns = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('.turn').length > n && !document.querySelector('.pending')", arg=turns
    )


def in_view(page: Any, selector: str) -> bool:
    """Whether an element lies within the panel's visible part, below its heading."""
    return bool(
        page.evaluate(
            """selector => {
                const box = document.querySelector(selector).getBoundingClientRect();
                const frame = document.querySelector('#panel').getBoundingClientRect();
                return box.top >= frame.top && box.top < frame.bottom;
            }""",
            selector,
        )
    )


def test_a_typed_question_brings_an_answer_with_a_highlighted_clause(visit: Any) -> None:
    page = visit()
    ask(page, "予約はいつまでですか")
    page.wait_for_selector("#panel mark")
    assert page.inner_text("#panel mark") == "利用者は、会議室を予約する。"
    assert in_view(page, "#panel mark")
    assert page.input_value("#question textarea") == ""
    assert page.locator("#transcript .chip").first.get_attribute("aria-current") == "true"


def test_a_chip_opens_its_clause_in_one_click_and_the_address_follows(visit: Any) -> None:
    page = visit()
    ask(page, "予約はいつまでですか")
    page.click(f'#transcript .chip[data-locator="{ARTICLE_2}"] >> nth=0')
    page.wait_for_selector(f'#panel article[data-locator="{ARTICLE_2}"] mark')
    assert page.inner_text("#panel mark") == "料金は第1条の予約のとき払う。"
    page.wait_for_url(lambda url: "article-2" in url)
    page.go_back()
    page.wait_for_selector(f'#panel article[data-locator="{ARTICLE_1}"]')


def test_a_chip_is_reached_and_opened_from_the_keyboard(visit: Any) -> None:
    page = visit()
    ask(page, "予約はいつまでですか")
    page.focus(f'#transcript .chip[data-locator="{ARTICLE_2}"] >> nth=0')
    page.keyboard.press("Enter")
    page.wait_for_selector(f'#panel article[data-locator="{ARTICLE_2}"]')


def test_the_interface_changes_language_and_keeps_what_is_open(visit: Any) -> None:
    page = visit()
    ask(page, "予約はいつまでですか")
    page.fill("#question textarea", "書きかけの質問")
    page.click("#switch label:has-text('English')")
    page.wait_for_selector("html[lang=en]")
    page.wait_for_selector("#panel h2:has-text('Article 1')")
    assert page.inner_text("#panel mark") == "利用者は、会議室を予約する。"
    assert page.locator(".turn").count() == 1
    assert page.input_value("#question textarea") == "書きかけの質問"
    assert page.get_attribute("#question textarea", "placeholder").startswith("Type a question")


def test_questions_and_documents_appear_as_text(visit: Any) -> None:
    page = visit()
    for typed in (HOSTILE, "</mark><script>alert(1)</script>", "${alert(1)} {{value}}"):
        ask(page, typed)
        assert page.locator(".question").last.inner_text() == typed
    page.click("#transcript .chip >> nth=0")
    page.goto(page.url.split("?")[0] + "?clause=hall/article-1")
    page.wait_for_selector(f"#panel .text:has-text('{HOSTILE}')")
    assert page.locator("#panel img, #transcript img, #transcript script").count() == 0


def test_a_link_opens_its_clause(visit: Any) -> None:
    page = visit("?clause=hall/article-2/paragraph-1&lang=en")
    page.wait_for_selector("#panel h2:has-text('Charges')")
    assert page.inner_text("#panel .address code") == ARTICLE_2
    assert in_view(page, "#panel .cited")


def test_any_clause_can_be_read_without_asking(visit: Any, bot: FakeBot) -> None:
    page, asked = visit(), len(bot.asked)
    page.click("#panel .card")
    page.click("#panel .toc a >> nth=2")
    page.wait_for_selector("#panel h2:has-text('解約')")
    page.click("#panel .previous")
    page.wait_for_selector("#panel h2:has-text('料金')")
    assert len(bot.asked) == asked


def test_texts_can_be_hidden_but_never_all(visit: Any) -> None:
    page = visit("?clause=hall/article-1")
    page.wait_for_selector("#panel .clause")
    assert page.locator("#panel .provisions .text-official >> visible=true").count() == 3
    page.click(".shown label:has-text('公式の文言')")
    assert page.locator("#panel .text-official >> visible=true").count() == 0
    for other in ("やさしい日本語", "やさしい英語"):
        page.click(f".shown label:has-text('{other}')")
    assert page.locator("#panel .provisions .text >> visible=true").count() > 0


def test_the_address_can_be_copied(visit: Any) -> None:
    page = visit("?clause=hall/article-2", permissions=["clipboard-read", "clipboard-write"])
    page.click("[data-copy]")
    page.wait_for_selector("[data-copy]:has-text('コピーしました')")
    assert page.evaluate("navigator.clipboard.readText()") == "hall/article-2"


def test_an_unusable_question_stays_in_the_box(visit: Any) -> None:
    page = visit()
    page.fill("#question textarea", "あ" * 1001)
    page.keyboard.press("Enter")
    page.wait_for_selector("#message [role=alert]")
    assert page.input_value("#question textarea") == "あ" * 1001
    assert page.locator(".turn").count() == 0


def test_enter_within_an_input_method_does_not_send(visit: Any) -> None:
    """As Chromium reports it while a conversion is open: the key is "Process" with code 229."""
    page = visit()
    page.focus("#question textarea")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "予約", "selectionStart": 2, "selectionEnd": 2})
    keyboard.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229},
    )
    keyboard.send("Input.insertText", {"text": "予約"})
    keyboard.send(
        "Input.dispatchKeyEvent", {"type": "keyUp", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    )
    page.wait_for_timeout(500)
    assert page.locator(".turn").count() == 0
    assert page.input_value("#question textarea") == "予約"
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn")


def test_a_failure_can_be_tried_again_and_the_conversation_cleared(visit: Any) -> None:
    page = visit(locale="en-US")
    ask(page, "crash please")
    page.wait_for_selector(".answer.error")
    assert "secret" not in page.inner_text("body")
    page.click(".retry")
    page.wait_for_function("document.querySelectorAll('.answer.error').length === 2")
    page.click("#clear")
    page.wait_for_selector(".welcome")
    assert page.locator(".turn").count() == 0


def test_on_a_phone_the_columns_stack_and_a_chip_moves_to_its_clause(visit: Any) -> None:
    page = visit(viewport={"width": 390, "height": 844})
    ask(page, "予約はいつまでですか")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(
        "() => document.querySelector('#panel').getBoundingClientRect().top"
        " >= document.querySelector('#composer').getBoundingClientRect().bottom"
    )
    page.click(f'#transcript .chip[data-locator="{ARTICLE_1}"]')
    page.wait_for_function(
        "() => { const y = document.querySelector('#panel mark').getBoundingClientRect().top; return y > 0 && y < innerHeight }"
    )


def calculators(page: Any, calculator: str, agreement: str) -> None:
    """Goes to the form of a calculator for an agreement."""
    page.click("#mode label >> nth=1")
    for group, value in (("calculator", calculator), ("agreement", agreement)):
        choice = f"[name={group}][value={value}]"
        if not page.is_checked(choice):
            page.click(f"label:has({choice})")
            page.wait_for_selector(f"{choice}[checked]", state="attached")  # drawn anew


def late(page: Any, due: str) -> None:
    """Fills in the late interest on 100,000 yen of Cloud CTI, and sends it with Enter."""
    calculators(page, "late-interest", "cti")
    for field, typed in (("amount", "100,000"), ("due", due), ("paid", "令和8年6月15日")):
        page.fill(f"#field-{field}", typed)
    page.keyboard.press("Enter")


def test_the_form_computes_and_its_chip_opens_the_clause(visit: Any, real_address: str) -> None:
    """100,000 yen × 14.6 % × 46 days / 365 days = 1,840 yen."""
    page = visit(at=real_address, permissions=["clipboard-read", "clipboard-write"])
    late(page, "2026-04-30")
    page.wait_for_selector("#outcome .result:has-text('1,840円')")
    page.wait_for_selector('#panel article[data-locator^="cti/article-29"]')
    page.click("#panel .next")
    page.wait_for_selector('#panel article[data-locator^="cti/article-30"]')
    page.click("#outcome .steps .chip >> nth=0")
    page.wait_for_selector('#panel article[data-locator^="cti/article-29"]')
    page.click("#outcome [data-copy]")
    page.wait_for_selector("#outcome [data-copy]:has-text('コピーしました')")
    assert "1,840円" in page.evaluate("navigator.clipboard.readText()").splitlines()[0]


def test_an_impossible_date_is_one_line_and_nothing_typed_is_lost(visit: Any, real_address: str) -> None:
    page = visit(at=real_address)
    late(page, "2026年2月31日")
    page.wait_for_selector("#outcome [role=alert]")
    assert page.inner_text("#outcome").strip().count("\n") == 0
    page.wait_for_selector("#field-due[aria-invalid=true]")
    page.click("label:has([name=agreement][value=nework])")
    page.wait_for_selector("[name=agreement][value=nework][checked]", state="attached")
    page.click("#switch label:has-text('English')")
    page.wait_for_selector("#sheet .run:has-text('Calculate')")
    kept = [page.input_value(f"#field-{field}") for field in ("amount", "due", "paid")]
    assert kept == ["100,000", "2026年2月31日", "令和8年6月15日"]
    page.fill("#field-due", "2026-04-30")
    page.click(".run")
    page.wait_for_selector("#outcome .result:has-text('yen')")
    assert page.locator("#sheet [aria-invalid]").count() == 0


def test_a_deadline_shows_a_timeline_in_english(visit: Any, real_address: str) -> None:
    """20 business days before 30 June 2026, a Tuesday: four weeks without a holiday, so 2 June."""
    page = visit(locale="en-US", at=real_address)
    calculators(page, "deadlines", "partner-cloud")
    page.fill("#field-date", "30 June 2026")
    page.click(".run")
    page.wait_for_selector("#outcome .result:has-text('2 June 2026')")
    assert page.locator(".timeline time").all_inner_texts() == ["2 June 2026", "30 June 2026"]
    first, last = (page.locator(".timeline li").nth(n).bounding_box() for n in (0, 1))
    assert first["x"] + first["width"] <= last["x"] + 1


def test_a_calendar_fills_a_date_and_a_choice_changes_the_fields(visit: Any, real_address: str) -> None:
    page = visit(at=real_address)
    calculators(page, "deadlines", "partner-cloud")
    page.fill("#field-date + button + .picker", "2026-06-30", force=True)
    assert page.input_value("#field-date") == "2026-06-30"
    page.select_option("#field-what", "stop-renewal")
    page.wait_for_selector("#sheet form > .fields #field-term_end")
    assert page.input_value("#field-what") == "stop-renewal"
    assert page.input_value("#field-date") == "2026-06-30"
    assert page.locator("#field-date").is_visible()


def test_a_choice_comes_back_with_its_agreement_and_its_fields(visit: Any, real_address: str) -> None:
    page = visit(at=real_address)
    calculators(page, "deadlines", "partner-cloud")
    page.select_option("#field-what", "stop-renewal")
    page.wait_for_selector("#sheet form > .fields #field-term_end")
    calculators(page, "deadlines", "cti")
    calculators(page, "deadlines", "partner-cloud")
    page.wait_for_selector("#sheet form > .fields #field-term_end")
    assert page.input_value("#field-what") == "stop-renewal"


def test_the_form_is_used_from_the_keyboard(visit: Any, real_address: str) -> None:
    page = visit(at=real_address)
    calculators(page, "late-interest", "cti")
    page.focus("[name=calculator]:checked")
    for name in ("monthly-fee", "outage-credit"):
        page.keyboard.press("ArrowRight")
        page.wait_for_selector(f"[name=calculator][value={name}][checked]:focus", state="attached")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "agreement"


def test_where_there_is_no_rule_its_nearest_clause_opens(visit: Any, real_address: str) -> None:
    page = visit(at=real_address)
    calculators(page, "late-interest", "zoom")
    page.click("#sheet .chip >> nth=0")
    page.wait_for_selector('#panel article[data-locator^="zoom/article-31"]')


def test_the_form_fits_a_phone(visit: Any, real_address: str) -> None:
    page = visit(at=real_address, viewport={"width": 390, "height": 844})
    late(page, "2026-04-30")
    page.wait_for_selector("#outcome .result")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_takes_a_question_once_it_has_arrived(
    visit: Any, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive, allowed = Actions.arrive, Event()

    def late_arrival(self: Actions, request: gr.Request) -> Any:
        assert allowed.wait(30)
        return arrive(self, request)

    monkeypatch.setattr(Actions, "arrive", late_arrival)
    page = build(bot)
    _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, **LOOK)
    try:
        opened = visit(at=url, locale="en-US", arrived=False)
        opened.wait_for_selector("#question textarea:disabled")
        allowed.set()
        opened.wait_for_selector("#question textarea:focus")
        ask(opened, "How can I cancel?")
        assert opened.locator(".turn .answer").count() == 1
    finally:
        page.close()


def test_a_computed_answer_in_the_chat_has_its_steps(visit: Any, real_address: str) -> None:
    page = visit(at=real_address, locale="en-US")
    ask(page, "How much late interest is due on 100,000 yen for 46 days under Cloud CTI?")
    assert page.locator("#transcript .steps .chip").first.get_attribute("data-locator").startswith("cti/article-29")
    assert "1,840 yen" in page.inner_text("#transcript .result")


@pytest.mark.parametrize("locale", ["ja-JP", "en-US"])
def test_every_example_brings_an_answer_with_its_clause_marked(visit: Any, real_address: str, locale: str) -> None:
    page = visit(locale=locale, at=real_address)
    for agreement, question in EXAMPLES[locale[:2]]:
        page.click("#clear")
        page.click(f'.example[data-question="{question}"]')
        page.wait_for_selector(".turn .answer:not(.pending)")
        assert page.locator(".no-answer, .error").count() == 0, question
        assert page.locator("#transcript .chip").first.get_attribute("data-locator").startswith(f"{agreement}/")
        page.wait_for_selector(f'#panel article[data-locator^="{agreement}/"] mark')
        assert in_view(page, "#panel mark")
