"""The desk's functions: what it draws of a conversation and of a provision, and what it does with bad input."""

import datetime
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from bot.answer import Answer, Citation, Note, Ranked
from bot.calculators import registry
from bot.calculators.calculation import Calculation, NoSuchRule
from bot.desk import LOOK, build
from bot.desk.actions import Actions, check, choices
from bot.desk.chat import Turn, conversation, history
from bot.desk.clauses import Opened, panel
from bot.desk.marks import marked, ranges
from bot.desk.results import readable
from bot.desk.sheet import Problem, Sheet, form, offered, outcome, result
from bot.desk.timeline import timeline
from bot.desk.view import View
from bot.desk.words import DAYS, EXAMPLES, LONGEST, WORDS
from ingest.agreement import Agreement
from ingest.annotations import Remark
from ingest.edition import Restated
from ingest.errors import InputError
from ingest.library import Library
from ingest.locator import label
from ingest.provisions import Document, Provision
from ingest.references import Reference

HOSTILE = "<img src=x onerror=alert(1)>"
TOML = """
id = "hall"
title = { ja = "ひまわり会議室利用規約", en = "Himawari Hall Terms" }
short = { ja = "会議室規約", en = "Hall terms" }
provider = { ja = "ひまわり商会", en = "Himawari" }
in_force = [2024-04-01]
"""
OFFICIAL = {  # locator below the agreement: number, caption, text
    "article-1": ("第1条", "利用", ""),
    "article-1/paragraph-1": ("", "", "利用者は、会議室を予約する。予約は前日までとする。"),
    "article-1/paragraph-2": ("２", "", "予約なき利用は、次のとおりとする。"),
    "article-1/paragraph-2/item-1": ("(1)", "", f"札を掛ける。{HOSTILE}"),
    "article-2": ("第2条", "料金", ""),
    "article-2/paragraph-1": ("", "", "料金は第1条の予約のとき払う。"),
    "article-2/paragraph-1/row-1": ("", "大会議室", "大会議室\t定員 40 人\t9,000 円"),
    "article-3": ("第3条", "解約", ""),
    "article-3/paragraph-1": ("", "", "解約は書面による。"),
}
PLAIN = {
    "article-1": ("利用", "Use", "", ""),
    "article-1/paragraph-1": ("", "", "会議室は前の日までに予約します。", "Book the room by the day before."),
    "article-2": ("料金", "Charges", "", ""),
    "article-2/paragraph-1": ("", "", "料金は予約するときに払います。", "The charge is paid on booking."),
}


def hall(folder: Path, *, official: bool = True) -> Library:
    """A small agreement of our own, with both texts or the edition alone."""
    (folder / "agreement.toml").write_text(TOML, encoding="utf-8")
    provisions = {f"hall/{at}": Provision(f"hall/{at}", n, c, "第1章 総則", t, t) for at, (n, c, t) in OFFICIAL.items()}
    editions = {
        "ja": {f"hall/{at}": Restated(ja, text) for at, (ja, _, text, _) in PLAIN.items()},
        "en": {f"hall/{at}": Restated(en, text) for at, (_, en, _, text) in PLAIN.items()},
    }
    documents = {"hall": Document("hall", "hall.txt", "", (), provisions)} if official else {}
    remark = Remark("h1", "contradiction", ("hall/article-2/paragraph-1",), "食い違いがあります。", "They differ.")
    library = Library({"hall": Agreement.read(folder)}, documents, {"hall": editions}, remarks=(remark,))
    reference = Reference("hall/article-2/paragraph-1", "第1条", 3, 6, ("hall/article-1",))
    library.__dict__["references"] = {"hall/article-2/paragraph-1": (reference,)} if official else {}
    return library


class FakeBot:
    """Answers from a library by a word in the question; remembers what it was asked."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.asked: list[dict[str, Any]] = []

    def ask(
        self,
        question: str,
        *,
        agreement: str | None = None,
        language: str | None = None,
        history: Sequence[Mapping[str, str]] = (),
    ) -> Answer:
        self.asked.append({"question": question, "agreement": agreement, "history": list(history)})
        if "crash" in question:
            raise RuntimeError("a secret of the machine room")
        if "refuse" in question:
            raise InputError("Name one agreement.", "規約を一つ選んでください。")
        spoken = "en" if question.isascii() else "ja"
        if "weather" in question or "天気" in question:
            nearest = "hall/article-3/paragraph-1"
            cited = (self._cite(nearest, "ja"),) if "天気" in question else ()
            ranked = (Ranked(nearest, 0.4),)
            return Answer(question, spoken, ("hall",), "no-answer", "Nothing.", cited, passages=ranked, reason="silent")
        first, second = (self._cite(f"hall/article-{n}/paragraph-1", spoken) for n in (1, 2))
        note = Note("contradiction", "第1条と第2条が食い違います。", ("hall/article-2/paragraph-1",))
        return Answer(question, spoken, ("hall",), "clause", f"{first.quote} {question}", (first, second), (note,))

    def _cite(self, locator: str, language: str) -> Citation:
        entry = self.library.entry(locator)
        if language == "ja" and entry.official:
            quote = entry.official.split("。")[0] + "。"
            return Citation(locator, label(locator, "ja"), "hall", quote, "official", "ja")
        return Citation(locator, label(locator, language), "hall", entry.plain(language), "edition", language)


class _Parsed(HTMLParser):
    """The elements of a piece of HTML as (tag, attributes, text up to the next tag); "/p" for an end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("/" + tag, {}, ""))

    def handle_data(self, data: str) -> None:
        if self.found:
            tag, attrs, text = self.found[-1]
            self.found[-1] = (tag, attrs, text + data)


def texts(html: str, tag: str) -> list[str]:
    """The texts of all elements of a tag."""
    return [text for found, _, text in _Parsed(html).found if found == tag]


def links(html: str, style: str) -> list[str | None]:
    """Where the links of a style lead."""
    return [a["data-locator"] for tag, a, _ in _Parsed(html).found if tag == "a" and a.get("class") == style]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return hall(tmp_path)


@pytest.fixture
def ja(library: Library) -> View:
    return View(library, "ja")


def event(**data: str) -> gr.EventData:
    return gr.EventData(None, data)


# marks


def test_a_quote_is_marked_where_it_stands() -> None:
    text = "甲は乙に払う。乙は受け取る。"
    assert marked(text, ranges(text, "乙は受け取る。")) == "甲は乙に払う。<mark>乙は受け取る。</mark>"


def test_a_quote_over_several_provisions_marks_each() -> None:
    assert ranges("甲は払う。", "甲は払う。\n乙は受け取る。") == [(0, 5)]
    assert ranges("甲は払う。", "２ 甲は払う。") == [(0, 5)]
    assert ranges("丙は去る。", "甲は払う。") == []


def test_cells_divided_by_tabs_become_a_table_row_and_keep_their_mark() -> None:
    text = "大\t40 人\t9,000 円"
    html = marked(text, ranges(text, "40 人\t9,000"))
    assert texts(html, "th") == ["大"]
    assert "<td><mark>40 人</mark></td><td><mark>9,000</mark> 円</td>" in html


def test_text_cannot_become_markup() -> None:
    text = "</mark><script>alert(1)</script>"
    html = marked(text, ranges(text, "<script>"))
    assert [tag for tag, _, _ in _Parsed(html).found] == ["mark", "/mark"]


# the provision


def test_the_panel_shows_the_whole_article_with_the_quote_marked(ja: View) -> None:
    html = panel(Opened("hall/article-1/paragraph-1", "利用者は、会議室を予約する。", "official"), ja)
    assert texts(html, "mark") == ["利用者は、会議室を予約する。"]
    assert "札を掛ける。" in html
    assert "会議室は前の日までに予約します。" in html
    assert "Book the room by the day before." in html
    assert "hall/article-1/paragraph-1" in texts(html, "code")


def test_only_the_text_that_was_quoted_is_marked(ja: View) -> None:
    html = panel(Opened("hall/article-1/paragraph-1", "Book the room by the day before.", "en"), ja)
    assert texts(html, "mark") == ["Book the room by the day before."]


def test_a_document_cannot_inject_markup(ja: View) -> None:
    html = panel(Opened("hall/article-1"), ja)
    assert "img" not in {tag for tag, _, _ in _Parsed(html).found}
    assert "&lt;img src=x" in html


def test_references_neighbours_and_path_lead_on(ja: View) -> None:
    html = panel(Opened("hall/article-2"), ja)
    assert links(html, "chip") == ["hall/article-1"]
    assert links(html, "previous") == ["hall/article-1"]
    assert links(html, "next") == ["hall/article-3"]
    assert {"", "hall"} <= set(links(html, ""))


def test_the_first_and_the_last_unit_have_one_neighbour(ja: View) -> None:
    assert links(panel(Opened("hall/article-1"), ja), "previous") == []
    assert links(panel(Opened("hall/article-3"), ja), "next") == []


def test_without_the_official_text_the_panel_says_so(tmp_path: Path) -> None:
    html = panel(Opened("hall/article-1"), View(hall(tmp_path, official=False), "en"))
    assert WORDS["en"]["no-official"].split("'")[0] in html
    assert "text-official" not in html
    assert "Book the room by the day before." in html


def test_a_remark_stands_with_its_provision_in_the_language_of_the_page(library: Library, ja: View) -> None:
    remark = "食い違いがあります。"
    assert remark in panel(Opened("hall/article-2"), ja)
    assert remark not in panel(Opened("hall/article-1"), ja)
    assert "They differ." in panel(Opened("hall/article-2"), View(library, "en"))


@pytest.mark.parametrize(
    "locator", ["hall/article-99", "nowhere/article-1", HOSTILE, "hall/article-1/../x", "a" * 5000]
)
def test_an_address_at_which_nothing_stands_brings_one_line(ja: View, locator: str) -> None:
    html = panel(Opened(locator), ja)
    alerts = [text for tag, attrs, text in _Parsed(html).found if attrs.get("role") == "alert"]
    assert len(alerts) == 1
    assert locator[:20] in alerts[0]
    assert "img" not in {tag for tag, _, _ in _Parsed(html).found}


def test_the_contents_list_every_unit_that_holds_text(ja: View) -> None:
    html = panel(Opened("hall"), ja)
    assert [at for at in links(html, "") if at] == ["hall/article-1", "hall/article-2", "hall/article-3"]
    assert links(panel(Opened(""), ja), "card") == ["hall"]


# the conversation


def test_an_answer_shows_its_citations_as_chips(library: Library, ja: View) -> None:
    answer = FakeBot(library).ask("予約はいつまで")
    html = conversation([Turn("予約はいつまで", answer)], ja)
    assert links(html, "chip")[:2] == ["hall/article-1/paragraph-1", "hall/article-2/paragraph-1"]
    assert "第1条第1項" in html
    assert "会議室規約" in html
    assert WORDS["ja"]["official"] in html
    assert WORDS["ja"]["contradiction"] in html


@pytest.mark.parametrize("question", ["天気は？", "weather"])
def test_no_answer_is_set_apart_and_offers_the_nearest_clauses(library: Library, ja: View, question: str) -> None:
    html = conversation([Turn(question, FakeBot(library).ask(question))], ja)
    assert WORDS["ja"]["no-answer"] in html
    assert WORDS["ja"]["nearest"] in html
    assert links(html, "chip") == ["hall/article-3/paragraph-1"]


def test_what_a_user_types_is_text(library: Library, ja: View) -> None:
    for typed in (HOSTILE, "</mark><script>alert(1)</script>", '" onclick="alert(1)', "${alert(1)} {{value}} **b**"):
        html = conversation(
            [Turn(typed, FakeBot(library).ask(typed)), Turn(typed, problem=InputError(typed, typed))], ja
        )
        found = _Parsed(html).found
        assert not {"img", "script"} & {tag for tag, _, _ in found}
        assert not any(name.startswith("on") for _, attrs, _ in found for name in attrs)
        assert [text for _, attrs, text in found if attrs.get("class") == "question"] == [typed, typed]


def test_history_holds_what_was_answered(library: Library) -> None:
    answer = FakeBot(library).ask("予約")
    turns = [Turn("予約", answer), Turn("crash", problem=InputError("x", "x"))]
    assert history(turns) == [{"question": "予約", "answer": answer.answer, "agreement": ""}]


# what happens


@pytest.fixture
def desk(library: Library) -> tuple[FakeBot, Actions]:
    bot = FakeBot(library)
    return bot, Actions(bot)


def test_answering_frees_the_box_then_opens_the_best_clause(desk: tuple[FakeBot, Actions]) -> None:
    bot, actions = desk
    first, last = list(actions.answer("予約はいつまで", [], "hall", "ja", event()))
    assert first[1] == ""
    assert WORDS["ja"]["pending"] in first[2]
    assert last[5] == Opened("hall/article-1/paragraph-1", "利用者は、会議室を予約する。", "official")
    assert texts(last[4], "mark") == ["利用者は、会議室を予約する。"]
    assert bot.asked == [{"question": "予約はいつまで", "agreement": "hall", "history": []}]


def test_without_an_answer_no_clause_is_opened_as_if_it_were_one(desk: tuple[FakeBot, Actions]) -> None:
    last = list(desk[1].answer("天気", [], "", "ja", event()))[-1]
    assert last[4] == gr.skip()
    assert last[5] == gr.skip()


def test_the_next_question_goes_with_its_history(desk: tuple[FakeBot, Actions]) -> None:
    bot, actions = desk
    turns = list(actions.answer("予約は？", [], "", "ja", event()))[-1][3]
    list(actions.answer("料金は？", turns, "", "ja", event()))
    assert bot.asked[-1]["agreement"] is None
    assert [past["question"] for past in bot.asked[-1]["history"]] == ["予約は？"]


@pytest.mark.parametrize("typed", ["", "  \n", "あ" * (LONGEST + 1)])
def test_an_unusable_question_stays_in_the_box_and_brings_one_line(desk: tuple[FakeBot, Actions], typed: str) -> None:
    bot, actions = desk
    (only,) = list(actions.answer(typed, [], "", "ja", event()))
    assert only[0].count("<p") == 1
    assert only[1] == gr.skip()
    assert bot.asked == []


def test_a_question_of_the_greatest_length_is_asked() -> None:
    assert check("あ" * LONGEST) is None


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_failure_is_one_line_with_the_question_kept(desk: tuple[FakeBot, Actions], language: str) -> None:
    html = list(desk[1].answer("crash now", [], "", language, event()))[-1][2]
    assert "secret" not in html
    assert "Traceback" not in html
    assert [a["data-question"] for tag, a, _ in _Parsed(html).found if tag == "button"] == ["crash now"]


def test_what_a_user_can_mend_is_said_in_the_language_of_the_page(desk: tuple[FakeBot, Actions]) -> None:
    turns = list(desk[1].answer("refuse", [], "", "ja", event()))[-1][3]
    assert "規約を一つ選んでください。" in desk[1].relabel("ja", turns, Opened(), "", Sheet())[7]
    assert "Name one agreement." in desk[1].relabel("en", turns, Opened(), "", Sheet())[7]


def test_a_click_on_an_example_leaves_what_is_being_typed(desk: tuple[FakeBot, Actions]) -> None:
    first = next(iter(desk[1].answer("書きかけ", [], "", "ja", event(question="予約は？"))))
    assert first[1] == gr.skip()
    assert desk[0].asked == []
    assert "予約は？" in first[2]


def test_the_address_opens_a_clause_in_its_language(desk: tuple[FakeBot, Actions]) -> None:
    request: Any = SimpleNamespace(
        query_params={"clause": "hall/article-2", "lang": "en"}, headers={"accept-language": "ja"}
    )
    opened, brand, *_, reading = desk[1].arrive(request)
    assert opened == Opened("hall/article-2")
    assert WORDS["en"]["brand"] in brand
    assert "Charges" in reading


@pytest.mark.parametrize(
    ("accepted", "language"), [("ja-JP,en;q=0.5", "ja"), ("en-US", "en"), ("fr", "en"), (None, "ja")]
)
def test_the_page_begins_in_the_browsers_language(
    desk: tuple[FakeBot, Actions], accepted: str | None, language: str
) -> None:
    request: Any = SimpleNamespace(
        query_params={"lang": "xx"}, headers={"accept-language": accepted} if accepted else {}
    )
    assert WORDS[language]["brand"] in desk[1].arrive(request)[1]


# answers that are computed, compared or asked back


LATE = registry.calculate(
    "late-interest", "cti", {"amount": "100000", "due": "2026-04-30", "paid": "2026-06-15"}, datetime.date(2026, 4, 1)
)


def late_answer(language: str) -> Answer:
    """What a bot answers about 100,000 yen paid 46 days late."""
    assert isinstance(LATE, Calculation)
    text, data = LATE.sentence(language), LATE.to_json(language)
    return Answer("q", language, ("cti",), "calculation", text, calculation=data)


@pytest.mark.parametrize(("language", "expected"), [("ja", "1,840円"), ("en", "1,840 yen")])
def test_a_computed_answer_shows_its_steps_once_and_can_be_copied(
    edition_library: Library, language: str, expected: str
) -> None:
    answer = late_answer(language)
    html = conversation([Turn("q", answer)], View(edition_library, "ja"))
    assert expected in texts(html, "td")
    assert [at for at in links(html, "chip") if at] == ["cti/article-29/paragraph-1"] * 2
    copied = [a["data-copy"] for tag, a, _ in _Parsed(html).found if tag == "button"]
    assert copied == [answer.answer]
    read = "".join(text for _, _, text in _Parsed(html).found)
    assert read.count("365") == 1


def test_a_table_in_an_answer_is_drawn_as_one(ja: View) -> None:
    text = f"比べました。\n| 規約 | 定め |\n| --- | :-: |\n| 会議室規約 | {HOSTILE} |\n| 別 | — |\n以上です。"
    html = conversation([Turn("q", Answer("q", "ja", (), "comparison", text))], ja)
    assert texts(html, "th") == ["規約", "定め"]
    assert texts(html, "td") == ["会議室規約", HOSTILE, "別", "—"]
    assert "img" not in {tag for tag, _, _ in _Parsed(html).found}
    assert "<p>以上です。</p>" in html


def test_a_question_back_is_not_an_answer_with_clauses(ja: View) -> None:
    asked = Answer(
        "q", "ja", (), "clarification", "支払日を教えてください。", passages=(Ranked("hall/article-1", 1.0),)
    )
    html = conversation([Turn("q", asked)], ja)
    assert WORDS["ja"]["clarification"] in html
    assert links(html, "chip") == []


@pytest.mark.parametrize(("count", "folded"), [(0, 0), (2, 0), (3, 1), (5, 3)])
def test_notes_after_the_second_are_folded(ja: View, count: int, folded: int) -> None:
    notes = tuple(Note("slip", f"注{n}", ()) for n in range(count))
    html = conversation([Turn("q", Answer("q", "ja", (), "clause", "答え", notes=notes))], ja)
    before, _, after = html.partition("<details")
    assert before.count('role="note"') == count - folded
    assert after.count('role="note"') == folded
    assert texts(html, "summary") == ([f"他{folded}件"] if folded else [])


# the calculators' form

TODAY = datetime.date(2026, 4, 1)
SLIP = {"amount": "10万円", "due": "2026年4月30日", "paid": "令和8年6月15日"}


@pytest.fixture
def clauses(edition_library: Library) -> View:
    return View(edition_library, "ja")


def test_a_form_reads_amounts_and_dates_as_people_write_them(clauses: View) -> None:
    """100,000 yen × 14.6 % × 46 days / 365 days = 1,840 yen: 1 May to 15 June, both included."""
    found = outcome(Sheet("late-interest", "cti", SLIP), TODAY)
    assert isinstance(found, Calculation)
    assert found.result == 1840
    html = result(found, clauses)
    assert "cti/article-29/paragraph-1" in links(html, "chip")
    assert "1円未満" in html


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        (SLIP | {"due": "2026-02-31"}, ("due",)),
        (SLIP | {"amount": "-5"}, ("amount",)),
        (SLIP | {"amount": HOSTILE}, ("amount",)),
        ({"amount": "100"}, ("due", "paid")),
        ({}, ("amount", "due", "paid")),
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_wrong_in_a_form_is_one_line_with_its_fields(
    edition_library: Library, values: dict[str, str], fields: tuple[str, ...], language: str
) -> None:
    found = outcome(Sheet("late-interest", "cti", values), TODAY)
    assert isinstance(found, Problem)
    html = result(found, View(edition_library, language))
    assert [a["data-fields"] for _, a, _ in _Parsed(html).found if "data-fields" in a] == [" ".join(fields)]
    assert [tag for tag, _, _ in _Parsed(html).found] == ["p", "/p"]
    assert "\n" not in html
    assert "=" not in found.message.message(language)


@pytest.mark.parametrize(("name", "agreement"), sorted(registry.RULES))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_form_has_a_labelled_field_for_every_input(
    edition_library: Library, name: str, agreement: str, language: str
) -> None:
    found = _Parsed(form(Sheet(name, agreement), View(edition_library, language))).found
    inputs = registry.describe(name, agreement)
    fields = {a["id"]: tag for tag, a, _ in found if (a.get("id") or "").startswith("field-")}
    labels = {a["for"]: text for tag, a, text in found if tag == "label" and "for" in a}
    assert set(fields) == {f"field-{i.name}" for i in inputs}
    assert labels == {f"field-{i.name}": i.label.say(language) for i in inputs}
    assert all((fields[f"field-{i.name}"] == "select") == (i.kind == "choice") for i in inputs)


def test_the_fields_that_a_choice_needs_come_before_the_others(clauses: View) -> None:
    html = form(Sheet("deadlines", "partner-cloud", {"what": "stop-renewal"}), clauses)
    first, _, folded = html.partition("<details")
    assert 'name="term_end"' in first
    assert 'name="received"' in folded


def test_where_there_is_no_rule_the_form_says_so_with_the_nearest_clauses(clauses: View) -> None:
    html = form(Sheet("late-interest", "zoom"), clauses)
    assert "延滞利息の定めはありません" in html
    assert "zoom/article-33/paragraph-3" in links(html, "chip")
    assert "<button" not in html
    assert html.index('value="cti"') < html.index('value="zoom"')  # those that have the rule first
    assert isinstance(outcome(Sheet("late-interest", "zoom"), TODAY), NoSuchRule)


def test_every_step_reads_as_in_the_text_that_is_copied() -> None:
    slips = [
        ("late-interest", "nework", {"amount": "100000", "due": "2026-04-30", "paid": "2026-05-02"}),
        ("monthly-fee", "nework", {"plan": "team-50", "month": "2026-06", "changed": "2026-06-11", "new_plan": "team-100"}),
        ("outage-credit", "nework", {"plan": "team-50", "known": "2026-05-03 09:00", "restored": "2026-05-04 15:00"}),
        ("deadlines", "zoom", {"what": "renewal", "term_end": "2027-01-31"}),
        ("deadlines", "partner-cloud", {"what": "minimum-term", "start": "2026-06-10"}),
        ("plans", "zoom", {"users": "60"}),
    ]  # fmt: skip
    for name, agreement, values in slips:
        found = outcome(Sheet(name, agreement, values), TODAY)
        assert isinstance(found, Calculation)
        for language in ("ja", "en"):
            for step, drawn in zip(found.steps, found.to_json(language)["steps"], strict=True):
                assert f" = {readable(drawn['value'], drawn['unit'], language)}" in step.line(language)


def test_a_timeline_has_each_day_once_in_order(clauses: View) -> None:
    day = datetime.date(2026, 6, 2)
    days = {"effect": datetime.date(2026, 6, 30), "due": day, "received": day}
    html = timeline("deadlines", days, clauses)
    assert [a["datetime"] for tag, a, _ in _Parsed(html).found if tag == "time"] == ["2026-06-02", "2026-06-30"]
    assert texts(html, "b") == ["期限・到達日", "効力発生"]
    assert timeline("deadlines", {"due": day}, clauses) == ""


def test_the_labels_of_a_timeline_never_overlap(clauses: View) -> None:
    start = datetime.date(2026, 6, 1)
    days = {
        key: start + datetime.timedelta(n) for key, n in (("start", 0), ("first", 1), ("changed", 2), ("last", 400))
    }
    html = timeline("monthly-fee", days, clauses)
    styles = [a["style"] or "" for tag, a, _ in _Parsed(html).found if tag == "li"]
    lefts = [float(style.split("left:")[1].split("%")[0]) for style in styles]
    assert all(after - before >= 24.99 for before, after in pairwise(lefts))
    assert 12.49 <= min(lefts) <= max(lefts) <= 87.51


def test_a_result_opens_its_clause_and_a_problem_leaves_what_is_open(edition_library: Library) -> None:
    actions = Actions(FakeBot(edition_library))
    html, sheet, reading, opened = actions.calculate("ja", event(calculator="late-interest", agreement="cti", **SLIP))
    assert "1,840円" in html
    assert opened == Opened("cti/article-29/paragraph-1")
    assert "延滞利息" in reading
    assert "1,840 yen" in actions.relabel("en", [], opened, "", sheet)[9]
    bad = actions.calculate("ja", event(calculator="late-interest", agreement="cti", amount="1"))
    assert bad[2:] == (gr.skip(), gr.skip())


@pytest.mark.parametrize(
    "sent", [{}, {"calculator": HOSTILE, "agreement": "cti"}, {"calculator": "plans", "agreement": HOSTILE},
             {"calculator": "outage-credit", "agreement": "cti", "fee": "1", "duration": "9" * 200}],
)  # fmt: skip
def test_a_form_that_no_page_sends_brings_one_line(edition_library: Library, sent: dict[str, str]) -> None:
    actions = Actions(FakeBot(edition_library))
    html = actions.calculate("en", event(**sent))[0]
    assert [tag for tag, _, _ in _Parsed(html).found] == ["p", "/p"]
    assert "img" not in {tag for tag, _, _ in _Parsed(actions.choose("en", event(**sent))[0]).found}


def test_a_library_that_no_calculator_knows_has_no_form(ja: View) -> None:
    assert offered(ja) == []
    assert form(Sheet(), ja) == ""


# words


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["ja"].keys() == WORDS["en"].keys()
    assert DAYS["ja"].keys() == DAYS["en"].keys()
    assert [agreement for agreement, _ in EXAMPLES["ja"]] == [agreement for agreement, _ in EXAMPLES["en"]]


def test_agreements_are_chosen_by_short_title(library: Library) -> None:
    assert choices(library, "en") == [("All agreements", ""), ("Hall terms", "hall")]


def test_the_page_asks_nothing_of_other_machines(library: Library) -> None:
    page = build(FakeBot(library))
    assert page.analytics_enabled is False
    assert page.default_config.fns
    assert "http" not in LOOK["head"]
    assert not LOOK["theme"]._stylesheets
