"""The evaluation: question sets, judgements on answers made by hand, shares worked by hand, and the report."""

import argparse
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answer import Answer, Citation, Ranked
from eval import dataset, report, run
from eval.dataset import Asked, Case, Cell
from eval.judge import agreement_part, holds, judge, wrong_calculation, wrong_cell, wrong_turn
from eval.measures import MEASURES, UNSELECTED, Figure, Judgement, Record, Tally, figure, rank_measures, ranking
from ingest.errors import InputError
from ingest.library import Library


def answer(text: str = "", *cited: str, kind: Any = "clause", **fields: Any) -> Answer:
    citations = tuple(Citation(c, "", c.partition("/")[0], "…", "edition", "ja") for c in cited)
    fields.setdefault("language", "ja")
    fields.setdefault("agreement", tuple(dict.fromkeys(c.agreement for c in citations)))
    fields.setdefault("passages", tuple(Ranked(c, 1 / n) for n, c in enumerate(cited, 1)))
    return Answer("?", kind=kind, answer=text, citations=citations, **fields)


def case(set: str, *turns: Asked, agreement: str = "cti") -> Case:
    return Case("x-1", set, "ja", agreement, "terse", "easy", turns)


RATE = Asked("延滞利息は", "ja", ("cti",), ("cti/article-29",), (("14.6",), ("年", "a year")))


# ---- shares


def test_a_share_counts_facts_not_cases() -> None:
    share = figure([Tally(1, 1), Tally(1, 3), Tally(0, 0)])
    assert share is not None
    assert (share.value, share.cases) == (2 / 4, 2)  # nothing was asked of the third
    # two cases drawn with replacement come to 1/1, 2/4 or 1/3; each extreme is drawn in a quarter of the resamples
    assert (share.low, share.high) == (pytest.approx(1 / 3), 1.0)


def test_the_interval_is_the_same_on_every_run_and_narrows_with_more_cases() -> None:
    some, more = ([Tally(n % 2, 1) for n in range(size)] for size in (20, 400))
    assert figure(some) == figure(some)
    few, many = figure(some), figure(more)
    assert few is not None
    assert many is not None
    assert few.value == many.value == 0.5
    # ± 1.96 √(0.25 / 400) = ± 0.049
    assert (many.low, many.high) == (pytest.approx(0.451, abs=0.01), pytest.approx(0.549, abs=0.01))
    assert few.high - few.low > 3 * (many.high - many.low)


def test_no_share_of_nothing() -> None:
    assert figure([]) is None
    assert figure([Tally(0, 0)]) is None


def test_ranking_is_measured_by_article() -> None:
    ranked = ranking(["cti/article-1/paragraph-2", "cti/article-1", "cti/article-29/paragraph-1", "cti/article-30"])
    assert ranked == ["cti/article-1", "cti/article-29", "cti/article-30"]
    scores = rank_measures(ranked, {"cti/article-29", "cti/article-99"})
    # one of two right articles, at rank 2: DCG 1/log2(3) over 1 + 1/log2(3)
    assert scores["ndcg10"] == pytest.approx(0.63093 / 1.63093, abs=1e-5)
    assert scores["rr"] == 0.5
    assert scores["r5"] == 0.5
    assert (scores["success1"], scores["success5"]) == (0, 1)


def test_an_empty_ranking_is_worth_nothing() -> None:
    assert set(rank_measures([], {"cti/article-29"}).values()) == {0.0}


# ---- facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("年１４．６％の割合", ["14.6"]),
        ("Team100 です", ["team 100"]),
        ("45 日前", ["60日", "45日"]),
        ("You can not assign it.", ["can not"]),
        ("It is not refundable", ["not "]),
        ("月額50,000円", ["50,000"]),
        ("２０営業日", ["20営業日"]),
    ],
)
def test_a_fact_is_held_whatever_its_width_case_and_spaces(text: str, fact: list[str]) -> None:
    assert holds(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("145日前", ["45日"]),
        ("20,000円", ["20"]),
        ("120,000", ["20,000"]),
        ("14.65", ["14.6"]),
        ("3.14", ["14"]),
        ("in order", ["no"]),
        ("a notice", ["no "]),
        ("", ["x"]),
    ],
)
def test_a_fact_is_not_held_by_part_of_a_number_or_by_letters_of_two_words(text: str, fact: list[str]) -> None:
    assert not holds(text, fact)


# ---- judgements


def test_a_clause_answer(edition_library: Library) -> None:
    good = answer("年14.6%です。", "cti/article-29/paragraph-1", "cti/article-3")
    judgement = judge(case("clause", RATE), "clause", [good], edition_library)
    assert judgement.tallies["clause/first"] == (1, 1)
    assert judgement.tallies["clause/facts"] == (2, 2)
    assert judgement.tallies["clause/refused"] == (0, 1)
    assert judgement.tallies["all/invented"] == (0, 1)
    assert judgement.misses == ()


def test_a_clause_answer_that_is_wrong_in_every_way(edition_library: Library) -> None:
    bad = answer("年987%です。", "cti/article-3")
    judgement = judge(case("clause", RATE), "clause", [bad], edition_library)
    assert judgement.tallies["clause/first"] == (0, 1)
    assert judgement.tallies["clause/facts"] == (1, 2)
    assert judgement.tallies["clause/all-facts"] == (0, 1)
    assert judgement.tallies["clause/success5"] == (0, 1)
    assert judgement.tallies["all/invented"] == (1, 1)
    assert len(judgement.misses) == 4


def test_a_refusal_is_no_citation_even_if_it_names_the_article(edition_library: Library) -> None:
    judgement = judge(case("clause", RATE), "clause", [answer("", "cti/article-29", kind="no-answer")], edition_library)
    assert judgement.tallies["clause/first"] == (0, 1)
    assert judgement.tallies["clause/refused"] == (1, 1)
    assert judgement.tallies["refusal/precision"] == (0, 1)


def test_with_no_agreement_selected_or_named_its_own_part_is_judged(edition_library: Library) -> None:
    both = answer("年14.6%", "zoom/article-31", "cti/article-29")
    judged = judge(case("clause", RATE), UNSELECTED, [both], edition_library)
    assert judged.tallies[f"{UNSELECTED}/first"] == (1, 1)
    assert judged.tallies[f"{UNSELECTED}/success1"] == (1, 1)
    named = Asked("クラウドCTIの延滞利息は", "ja", RATE.agreements, RATE.locators, RATE.facts)
    assert judge(case("clause", named), UNSELECTED, [both], edition_library).tallies[f"{UNSELECTED}/first"] == (0, 1)


@pytest.mark.parametrize(
    ("why", "got", "handled", "refused"),
    [
        ("silent", answer(kind="no-answer"), 1, 1),
        ("silent", answer("", "cti/article-29"), 0, 0),
        ("false-premise", answer("", "cti/article-29/paragraph-1"), 1, 0),
        ("false-premise", answer("", "cti/article-30"), 0, 0),
    ],
)
def test_an_unanswerable_question(why: str, got: Answer, handled: int, refused: int, edition_library: Library) -> None:
    asked = Asked("?", "ja", locators=("cti/article-29",), refusal=why)
    tallies = judge(case("unanswerable", asked), "unanswerable", [got], edition_library).tallies
    assert tallies["unanswerable/handled"] == (handled, 1)
    assert tallies["refusal/recall"] == (refused, 1)
    assert tallies.get("refusal/precision") == ((1, 1) if refused else None)


TABLE = (
    "「延滞利息」を比べました。最も高いのはクラウドCTI利用規約（年14.6%）です。\n| 規約 | 定め | 条項 |\n| --- | --- | --- |\n"
    "| クラウドCTI利用規約 | 年14.6% | 第29条 |\n| NeWork利用規約 | 年14.5% | 第18条 |\n| Zoomライセンスサービス | 定めなし | — |"
)


def test_comparison_cells(edition_library: Library) -> None:
    got = answer(TABLE, "cti/article-29", "nework/article-18", agreement=("cti", "nework", "zoom"), kind="comparison")
    cells = {
        "cti": Cell(("cti/article-29/paragraph-1",), (("14.6",),)),
        "nework": Cell(("nework/article-18",), (("14.6",),)),  # the other row's figure
        "zoom": Cell(silent=True),
    }
    asked = Asked("?", "ja", tuple(cells), cells=cells)
    judgement = judge(case("comparison", asked), "comparison", [got], edition_library)
    assert judgement.tallies["comparison/cells"] == (2, 3)
    assert judgement.misses == ("nework: lacks the fact 14.6",)
    assert wrong_cell(Cell(("cti/article-30",), (("14.6",),)), "cti", got, edition_library)
    assert wrong_cell(Cell(silent=True), "cti", got, edition_library)
    assert not wrong_cell(Cell(("cti/article-29",), (("延滞利息",),)), "cti", got, edition_library)  # the topic's name


def test_a_clause_number_is_no_fact(edition_library: Library) -> None:
    cited = Citation("cti/article-29", "第29条", "cti", "…", "edition", "ja")
    got = Answer("?", "ja", ("cti", "zoom"), "comparison", "| クラウドCTI利用規約 | あり | 第29条 |", (cited,))
    assert wrong_cell(Cell(("cti/article-29",), (("29",),)), "cti", got, edition_library)


def test_the_part_of_an_agreement_ends_at_the_next(edition_library: Library) -> None:
    text = "【クラウドCTI利用規約 第1条】\n甲\n乙\n\n【NeWork利用規約 第2条】\n丙"
    got = answer(text, agreement=("cti", "nework"))
    assert "乙" in agreement_part(got, "cti", edition_library)
    assert "丙" not in agreement_part(got, "cti", edition_library)
    assert agreement_part(got, "zoom", edition_library) == ""


def test_dialogue_turns(edition_library: Library) -> None:
    right = answer("年14.6%", "cti/article-29")
    assert wrong_turn(RATE, right, edition_library) == ""
    for wrong in (
        answer("年14.6%", "nework/article-18"),
        answer("年14.6%", "cti/article-29", language="en"),
        answer("年14.6%", "cti/article-30", "cti/article-29"),
        answer("年10%", "cti/article-29"),
        answer("", "cti/article-29", kind="no-answer"),
    ):
        assert wrong_turn(RATE, wrong, edition_library)
    silent = Asked("?", "ja", ("cti",), refusal="silent")
    assert wrong_turn(silent, answer(kind="no-answer", agreement=("cti",)), edition_library) == ""
    assert wrong_turn(silent, right, edition_library)
    both = judge(case("dialogue", RATE, silent), "dialogue", [right, right], edition_library)
    assert both.tallies["dialogue/turns"] == (1, 2)


def test_the_policy_that_nework_incorporates_is_nework(edition_library: Library) -> None:
    asked = Asked("?", "ja", ("nework",), ("nework-privacy/article-2",), (("ログ",),))
    assert wrong_turn(asked, answer("ログ", "nework-privacy/article-2"), edition_library) == ""


def computed(result: Any, *readings: Any) -> Answer:
    return answer(
        kind="calculation",
        calculation={"name": "x", "result": result, "readings": [{"result": r} for r in readings]},
    )


@pytest.mark.parametrize(
    ("expected", "got", "right"),
    [
        ({"kind": "calculation", "result": 1840}, computed(1840), True),
        ({"kind": "calculation", "result": 1840}, computed("1,840"), True),
        ({"kind": "calculation", "result": 1840}, computed(1841), False),
        ({"kind": "calculation", "result": 6000, "readings": [12000]}, computed(6000, 12000), True),
        ({"kind": "calculation", "result": 6000, "readings": [12000]}, computed(6000), False),
        ({"kind": "calculation", "result": 6000, "readings": [12000]}, computed(12000, 6000), False),
        (
            {"kind": "calculation", "result": ["2026-09-30", "2027-01-30"]},
            computed({"from": "2026-09-30", "to": "2027-01-30"}),
            True,
        ),
        ({"kind": "calculation", "result": None}, computed(None), True),
        ({"kind": "calculation", "result": None}, computed(0), False),
        ({"kind": "clarification", "missing": ["paid"]}, answer(kind="clarification"), True),
        ({"kind": "invalid"}, answer(kind="error"), True),
        ({"kind": "no-rule"}, answer(kind="no-answer"), True),
        ({"kind": "no-rule"}, answer(kind="clause"), False),
        ({"kind": "not-a-calculation"}, answer(kind="clause"), True),
        ({"kind": "not-a-calculation"}, computed(1), False),
    ],
)
def test_a_calculation_is_exactly_right_or_wrong(expected: dict[str, Any], got: Answer, right: bool) -> None:
    assert (wrong_calculation(expected, got) == "") is right


def test_an_impossible_input_is_no_failure_where_it_is_expected(edition_library: Library) -> None:
    failed = answer("31 February", kind="error", reason="31 February")
    invalid = Asked("?", "ja", calculation={"kind": "invalid"})
    assert judge(case("calculation", invalid), "calculation", [failed], edition_library).misses == ()
    assert judge(case("clause", RATE), "clause", [failed], edition_library).tallies["all/withheld"] == (1, 1)


# ---- question sets


def test_the_committed_questions_are_sound(edition_library: Library) -> None:
    cases = dataset.read()
    assert list(dataset.problems(cases, edition_library)) == []
    counts = {
        name: sum(c.set == name and c.language == "ja" for c in cases) for name in ("clause", "comparison", "dialogue")
    }
    assert counts["clause"] >= 240
    assert sum(c.set == "unanswerable" for c in cases) >= 120
    assert 2 * counts["comparison"] >= 40
    assert 2 * counts["dialogue"] >= 30


def test_problems_are_found(edition_library: Library) -> None:
    wrong = [
        case("clause", Asked("?", "ja", ("cti",), ("cti/article-999",), (("x",),))),
        case("clause", Asked("?", "ja", ("cti",), ("cti/article-29",), (("x", " "),))),
        case("clause", Asked(" ", "fr", ("nowhere",), (), ())),
    ]
    found = [p.message for p in dataset.problems(wrong, edition_library)]
    assert found == [
        "3 cases have this id",
        "no such provision",
        "an empty fact",
        "no such agreement",
        "no question, or neither in ja nor in en",
        "no facts",
        "no locators",
    ]


def test_the_halves_share_no_article() -> None:
    sides: dict[str, set[str]] = {}
    cases = dataset.read()
    for c in cases:
        if not c.recorded and (first := next(c.locators, None)):
            sides.setdefault(dataset.unit(first), set()).add(c.split)
    assert all(len(side) == 1 for side in sides.values())
    held = sum(c.split == "held" for c in cases) / len(cases)
    assert 0.4 < held < 0.6


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "language": "ja"}'])
def test_a_line_that_is_no_case_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "clause.jsonl").write_text("\n" + line, encoding="utf-8")
    with pytest.raises(InputError, match=r"clause\.jsonl, line 2"):
        dataset.read(["clause"], tmp_path)


# ---- the command


def test_floors_name_measures_and_lie_under_the_goals() -> None:
    floors = tomllib.loads(run.FLOORS.read_text(encoding="utf-8"))
    assert set(floors) == {"ja", "en"}
    for named in floors.values():
        assert named.keys() <= MEASURES.keys()
        assert all(0 <= floor <= 1 for floor in named.values())


def test_a_figure_under_its_floor_is_named() -> None:
    table = {"held ja": {"clause/first": Figure(0.90, 0.8, 1, 9), "clause/refused": Figure(0.05, 0, 0.1, 9)}}
    assert list(run.under(table, {"ja": {"clause/first": 0.90, "clause/refused": 0.05}})) == []
    [low] = run.under(table, {"ja": {"clause/first": 0.91}, "en": {"clause/first": 0.99}})
    assert "90.0%" in low
    [high] = run.under(table, {"ja": {"clause/refused": 0.04}})
    assert "5.0%" in high


def test_the_table_prints_the_gap_between_the_languages() -> None:
    table = {name: {"clause/first": Figure(v, v, v, 9)} for name, v in (("held ja", 0.95), ("held en", 0.9))}
    assert any("+5.0" in line and "≥95%" in line for line in run.lines(table, {"median": 1.0}))


def test_sets_and_counts_are_checked() -> None:
    assert run.sets("clause,dialogue") == ["clause", "dialogue"]
    for check, text in ((run.sets, "clauses"), (run.count, "0"), (run.count, "-1"), (run.count, "x")):
        with pytest.raises(argparse.ArgumentTypeError):
            check(text)


class StubBot(SimpleNamespace):
    """Answers everything alike, and remembers how it was asked."""

    def ask(self, question: str, **how: Any) -> Answer:
        self.asked.append((question, how))
        if question == "2月31日":
            raise InputError("no such day", "その日はありません")
        return answer("年14.6%", "cti/article-29")


@pytest.fixture
def stub(edition_library: Library) -> Callable[[], StubBot]:
    return lambda: StubBot(library=edition_library, asked=[])


def test_an_agreement_is_selected_where_the_question_names_none(stub: Callable[[], StubBot]) -> None:
    bot = stub()
    named = Asked("クラウドCTIの利率は", "ja", ("cti",), ("cti/article-29",), (("14.6",),))
    records = list(run.ask(bot, [case("clause", RATE), case("clause", named)]))  # type: ignore[arg-type]
    assert [r.mode for r in records] == ["clause", UNSELECTED] * 2
    assert [how["agreement"] for _, how in bot.asked[1:]] == ["cti", None, None, None]


def test_a_dialogue_is_asked_with_its_history(stub: Callable[[], StubBot]) -> None:
    bot = stub()
    [record] = run.ask(bot, [case("dialogue", RATE, RATE, agreement="")])  # type: ignore[arg-type]
    assert [len(how["history"]) for _, how in bot.asked[1:]] == [0, 1]
    assert bot.asked[-1][1]["history"][0] == {"question": "延滞利息は", "answer": "年14.6%"}
    assert record.judgement.tallies["dialogue/turns"] == (2, 2)


def test_unusable_input_is_an_answer_of_kind_error(stub: Callable[[], StubBot]) -> None:
    asked = Asked("2月31日", "ja", calculation={"kind": "invalid"})
    [record] = run.ask(stub(), [case("calculation", asked)])  # type: ignore[arg-type]
    assert (record.answers[0].kind, record.answers[0].answer) == ("error", "その日はありません")
    assert record.judgement.tallies["calculation/exact"] == (1, 1)


# ---- the report


def test_the_report_escapes_everything_and_needs_no_network() -> None:
    evil = "<script>alert('&')</script>"
    asked = Asked(evil, "ja", ("cti",), ("cti/article-29",), ((evil,),))
    record = Record(case("clause", asked), "clause", (answer(evil, reason=evil),), (3.0,), Judgement({}, (evil,)))
    table = {"held": {"clause/first": Figure(0.5, 0.4, 0.6, 9)}, "held <b>": {"clause/first": Figure(1, 1, 1, 9)}}
    html = report.page([record], table, {"median": 3.0}, evil)
    assert "<script" not in html
    assert "<b>:" not in html
    assert html.count("&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;") == 6
    for outside in ("http:", "https:", " src=", "@import", "url("):
        assert outside not in html


def test_every_miss_stands_in_the_report_and_in_the_json() -> None:
    got = answer("年10%", "cti/article-30")
    misses = Judgement({"clause/first": Tally(0, 1)}, ("cites cti/article-30 first",))
    fine = Judgement({"clause/first": Tally(1, 1)}, ())
    records = [
        Record(case("clause", RATE), mode, (got,), (3.0,), judgement)
        for mode, judgement in (("clause", misses), (UNSELECTED, misses), ("clause", fine))
    ]
    table = run.tabulate(records)
    assert report.page(records, table, {}, "").count("cites cti/article-30 first") == 2
    data = run.as_json(records, table, run.latencies(records))
    assert [m["mode"] for m in data["misses"]] == ["clause", UNSELECTED]
    assert data["figures"][f"{records[0].case.split} terse"]["clause/first"]["cases"] == 3
    assert json.loads(json.dumps(data))["milliseconds"]["median"] == 3.0
