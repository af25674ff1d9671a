"""The bot over the editions alone and over the official texts: citations, clauses, refusals, the JSON."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import answer_lines
from bot.answer import Answer
from bot.chain import Bot, verified
from bot.citations import CitationError, cite, numbers, verify
from index.search import SearchIndex
from ingest.errors import InputError
from ingest.library import PROJECT, Library

from .conftest import needs_official_texts

KEYS = [
    "id",
    "question",
    "language",
    "agreement",
    "kind",
    "answer",
    "citations",
    "calculation",
    "notes",
    "passages",
    "reason",
]
JAPANESE = [
    "NeWorkの料金を延滞したら利息は何パーセント？", "NeWorkで裁判になったらどこの裁判所？", "NeWorkを解約するにはどうすればいい？",
    "アプリを消したら解約になりますか（NeWork）", "NeWorkのTeam 100の月額は？", "クラウドCTIはいつまでに解約を申し込めばいい？",
    "クラウドCTIの料金を不正に免れたらどうなりますか", "ビズリンクの秘密保持は契約終了後も続く？", "クラウドCTIを再販売してもいい？",
    "CTIのACDって何？", "Zoomを途中で解約したら返金はある？", "Zoomのサポートの受付時間は？", "Zoomのプロは何人まで参加できる？",
    "Zoomの契約を更新するのはいつまで？", "NECのZoomで管轄の裁判所は？", "パートナークラウドの最低利用期間は？",
    "NTTデータに損害賠償はいくらまで請求できる？", "パートナークラウドのパスワードを忘れたら？", "SDPFの責任は誰がどこまで負う？",
    "パートナークラウドの遅延利息の利率は？",
]  # fmt: skip


@pytest.fixture(scope="module")
def bot(edition_bot: Bot) -> Bot:
    return edition_bot


@pytest.fixture(scope="module")
def official_bot(official_library: Library, official_index: SearchIndex) -> Bot:
    return Bot(official_library, official_index)


def squeezed(text: str) -> str:
    return "".join(text.split())


@needs_official_texts
@pytest.mark.parametrize("question", JAPANESE)
def test_every_quote_is_verbatim_in_the_document(question: str, official_bot: Bot) -> None:
    answer = official_bot.ask(question)
    assert answer.kind in ("clause", "no-answer")
    assert answer.citations
    for citation in answer.citations:
        document = official_bot.library.documents[citation.agreement]
        assert citation.source == "official"
        assert squeezed(citation.quote) in squeezed(official_bot.library.official(citation.locator) or "")
        for line in citation.quote.split("\n"):
            assert squeezed(line)[:20] in squeezed(re.sub(r"<[^<>]*>", "", document.raw))


@pytest.mark.parametrize("question", JAPANESE)
def test_without_official_texts_the_edition_is_quoted_and_said_to_be(question: str, bot: Bot) -> None:
    answer = bot.ask(question)
    assert answer.citations
    assert {(c.source, c.language) for c in answer.citations} == {("edition", "ja")}


@pytest.mark.parametrize(
    ("question", "article", "fact"),
    [
        ("NeWorkの料金を延滞したら利息は何パーセント？", "nework/article-18", "14.5"),
        ("What is the late-payment interest rate of Cloud CTI?", "cti/article-29", "14.6"),
        ("Which court has jurisdiction under the NeWork terms?", "nework/article-34", "Tokyo District Court"),
        ("クラウドCTIはいつまでに解約を申し込めばいい？", "cti/article-20", "45日前"),
        ("Can I get a refund if I cancel Zoom early?", "zoom/spec/section-5", "not possible"),
    ],
)
def test_the_provision_that_answers_comes_first(question: str, article: str, fact: str, bot: Bot) -> None:
    answer = bot.ask(question)
    assert answer.kind == "clause"
    assert answer.citations[0].locator.startswith(article)
    assert fact in answer.answer


@pytest.mark.parametrize(
    ("question", "locator", "label"),
    [
        ("NeWorkの24条2項", "nework/article-24/paragraph-2", "第24条第2項"),
        ("ＮｅＷｏｒｋの第２４条第２項", "nework/article-24/paragraph-2", "第24条第2項"),
        ("Article 29 of Cloud CTI", "cti/article-29", "Article 29"),
        ("NeWorkの28条の2", "nework/article-28-2", "第28条の2"),
        ("NeWork 通則3", "nework/tariff/rule-3", "料金表通則3"),
    ],
)
def test_a_named_clause_is_gone_to_straight(question: str, locator: str, label: str, bot: Bot) -> None:
    answer = bot.ask(question)
    assert [(c.locator, c.label) for c in answer.citations] == [(locator, label)]
    assert answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("クラウドCTIの99条", "第99条はありません"),
        ("Article 99 of Cloud CTI", "no Article 99"),
        ("クラウドCTIの51条5項", "第51条第5項はありません"),
        ("NeWorkの33条2項は？", "第33条第2項はありません"),
    ],
)
def test_a_number_that_does_not_exist_is_said_not_to_exist(question: str, says: str, bot: Bot) -> None:
    answer = bot.ask(question)
    assert (answer.kind, answer.reason) == ("no-answer", "no-such-clause")
    assert says in answer.answer


def test_a_clause_number_without_an_agreement_is_answered_for_each_that_has_it(bot: Bot) -> None:
    assert set(bot.ask("第50条").agreement) == {"cti"}
    assert set(bot.ask("第36条には何が書いてある？").agreement) == {"nework", "zoom", "cti", "partner-cloud"}


@pytest.mark.parametrize("question", ["qwertyuiop", "asdf ghjk", "ぬるぽ"])
def test_what_nothing_answers_is_not_guessed(question: str, bot: Bot) -> None:
    assert bot.ask(question).kind == "no-answer"


def test_the_agreement_chosen_restricts_the_answer(bot: Bot) -> None:
    for agreement in bot.library.agreements:
        answer = bot.ask("解約したい", agreement=agreement)
        allowed = {agreement, *bot.library.agreements[agreement].incorporates}
        assert {c.agreement for c in answer.citations} <= allowed


def test_an_earlier_turn_says_which_agreement_is_meant(bot: Bot) -> None:
    answer = bot.ask("解約は？", history=[{"question": "Cloud CTIの延滞利息は？", "answer": "…"}])
    assert answer.agreement == ("cti",)


def test_a_question_over_all_agreements_leaves_the_one_spoken_of(bot: Bot) -> None:
    answer = bot.ask("延滞利息を4つの規約で比べて", history=[{"question": "Cloud CTIの延滞利息は？", "answer": "…"}])
    assert (answer.kind, set(answer.agreement)) == ("comparison", {"nework", "zoom", "cti", "partner-cloud"})
    for figure in ("14.5", "14.6"):
        assert figure in answer.answer


def test_a_follow_up_asks_the_same_of_another_agreement(bot: Bot) -> None:
    answer = bot.ask("じゃあNeWorkは？", history=[{"question": "Cloud CTIの延滞利息の利率は？", "answer": "…"}])
    assert answer.citations[0].locator == "nework/article-18/paragraph-1"


@pytest.mark.parametrize(
    ("question", "article"),
    [("Zoomのrefundは？", "zoom/spec/section-5"), ("クラウドCTIのlate feeの率は？", "cti/article-29")],
)
def test_a_question_of_both_languages_finds_its_clause(question: str, article: str, bot: Bot) -> None:
    assert bot.ask(question).citations[0].locator.startswith(article)


def test_a_sum_is_computed_and_a_missing_rule_is_said_to_be_missing(bot: Bot) -> None:
    question = "クラウドCTIの料金10万円、期限は2026年4月30日、2026年6月15日に払うと延滞利息はいくら？"
    answer = bot.ask(question)
    assert (answer.kind, (answer.calculation or {})["result"]) == ("calculation", 1840)  # 100000 × 14.6 % × 46 ÷ 365
    none = bot.ask("How much late interest does Zoom charge on 100,000 yen for 30 days?")
    assert (none.kind, none.calculation) == ("no-answer", None)


def test_a_false_citation_never_leaves(bot: Bot) -> None:
    good = bot.ask("NeWorkの24条2項")
    quote = replace(good.citations[0], quote="当社は一億円を支払います。")
    elsewhere = replace(good.citations[0], locator="nework/article-99")
    for citation in (quote, elsewhere):
        forged = replace(good, citations=(citation,))
        with pytest.raises(CitationError):
            verify(forged, bot.library)
        assert verified(forged, bot.library).kind == "error"


def test_a_number_without_a_source_never_leaves(bot: Bot) -> None:
    good = bot.ask("NeWorkの24条2項")
    forged = replace(good, answer=good.answer + " 上限は98765円です。")
    withheld = verified(forged, bot.library)
    assert withheld.kind == "error"
    assert "98765" not in withheld.answer


def test_numbers() -> None:
    assert numbers("１２，０００円、14.6％") == {"12000", "14.6"}


@pytest.mark.parametrize("question", ["", "  \n", "あ" * 1001])
def test_empty_and_overlong_questions_are_refused_in_one_line(question: str, bot: Bot) -> None:
    with pytest.raises(InputError) as refused:
        bot.ask(question)
    assert "\n" not in refused.value.ja + refused.value.en


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", "'; DROP TABLE--", "\ud800", "🍣" * 50, "\u202e逆"])
def test_strange_questions_get_an_answer_object(question: str, bot: Bot) -> None:
    assert isinstance(bot.ask(question), Answer)


def test_a_citation_says_where_it_is_from(bot: Bot) -> None:
    citation = cite(bot.library, "cti/article-29/paragraph-1", "en")
    assert (citation.source, citation.language, citation.agreement) == ("edition", "en", "cti")
    assert citation.url == "https://www.nttbiz.com/tariff/"


# -- python -m bot ---------------------------------------------------------------------------------------------------


def answers(bot: Bot, *lines: str) -> list[dict[str, Any]]:
    return list(answer_lines(lines, bot))


def test_json_lines_in_json_lines_out(bot: Bot) -> None:
    asked = {"id": 7, "question": "NeWorkの24条2項"}
    [answer] = answers(bot, json.dumps(asked))
    assert list(answer) == KEYS
    assert (answer["id"], answer["kind"], answer["language"]) == (7, "clause", "ja")
    assert set(answer["citations"][0]) <= {"locator", "label", "agreement", "quote", "source", "language", "url"}
    assert json.loads(json.dumps(answer)) == answer


def test_a_bad_line_gets_an_error_in_its_place_and_the_rest_go_on(bot: Bot) -> None:
    lines = [
        "not json",
        "[1]",
        '{"id": 3}',
        '{"id": 4, "question": "x", "agreement": "nope"}',
        '{"id": 5, "question": "NeWorkの第1条"}',
    ]
    found = answers(bot, *lines)
    assert [a["kind"] for a in found] == ["error", "error", "error", "error", "clause"]
    assert [a["id"] for a in found] == [None, None, 3, 4, 5]
    assert all(list(a) == KEYS and a["reason"] for a in found[:4])


def test_turns_are_answered_each_with_those_before_it(bot: Bot) -> None:
    asked = {"id": "d", "turns": [{"question": "Cloud CTIの延滞利息は？"}, {"question": "解約は？"}]}
    [answer] = answers(bot, json.dumps(asked))
    assert answer["id"] == "d"
    assert [turn["agreement"] for turn in answer["turns"]] == [["cti"], ["cti"]]


def test_the_command_line(edition_data: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ, "LC_ALL": "C.UTF-8", "YAKKAN_DATA": str(edition_data), "AGREEMENTS_DIR": str(tmp_path),
    }  # fmt: skip

    def run_bot(*args: str, text: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", *args]
        return subprocess.run(
            command, cwd=PROJECT, env=environment, input=text, capture_output=True, text=True, check=False
        )

    done = run_bot("ask", "NeWorkの24条2項", "--json")
    assert done.returncode == 0, done.stderr
    assert list(json.loads(done.stdout)) == KEYS
    done = run_bot("ask", "--jsonl", text='{"id": 1, "question": "NeWorkの24条2項"}\nbad\n')
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["clause", "error"]
    for args, says in [
        (("ask", "x", "--agreement", "nope"), "nope"),
        (("ask",), "question"),
        (("ask", " "), "empty"),
        (("ask", "--jsonl", "missing.jsonl"), "missing.jsonl"),
        (("ask", "解約", "--agreement", "nope"), "ありません"),
    ]:
        done = run_bot(*args)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert says in done.stderr
