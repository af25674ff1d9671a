"""What a question says of itself."""

import pytest

from bot.question import Question
from ingest.agreement import Agreement
from ingest.library import Library


@pytest.fixture(scope="module")
def known(edition_library: Library) -> list[Agreement]:
    return list(edition_library.agreements.values())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("解約したい", "ja"),
        ("NeWorkのrefund", "ja"),
        ("terminationの通知", "ja"),
        ("延滞利息 利率", "ja"),
        ("Can I cancel?", "en"),
        ("SLA?", "en"),
        ("What does 契約者 mean in the Zoom terms?", "en"),
        ("ＮｅＷｏｒｋの料金", "ja"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert Question(text).language == language


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("NeWorkの24条2項", ("article-24/paragraph-2",)),
        ("第２４条第２項第１号は？", ("article-24/paragraph-2/item-1",)),
        ("第二十四条", ("article-24",)),
        ("28条の2について", ("article-28-2",)),
        ("Article 29 of Cloud CTI", ("article-29",)),
        ("What does Article 24(2) say?", ("article-24/paragraph-2",)),
        ("art. 43 para 3 item 2", ("article-43/paragraph-3/item-2",)),
        ("article 28-2", ("article-28-2",)),
        ("通則3と通則5", ("tariff/rule-3", "tariff/rule-5")),
        ("別記2の内容", ("note-2",)),
        ("17条と18条の違い", ("article-17", "article-18")),
        ("解約の条件は？", ()),
        ("3か条の条件", ()),
        ("50 participants", ()),
    ],
)
def test_clauses(text: str, clauses: tuple[str, ...]) -> None:
    assert Question(text).clauses == clauses


@pytest.mark.parametrize(
    ("text", "agreements"),
    [
        ("NeWorkの料金", {"nework"}),
        ("ネワークの料金", {"nework"}),
        ("ビズリンクの解約", {"cti"}),
        ("the BizLink one", {"cti"}),
        ("ｚｏｏｍとNTTデータを比べて", {"zoom", "partner-cloud"}),
        ("SDPFの責任", {"partner-cloud"}),
        ("What does NeWork's privacy policy say?", {"nework", "nework-privacy"}),
        ("Does Cloud CTI have a privacy policy?", {"cti"}),
        ("zooming in on networks", set()),
        ("解約したい", set()),
    ],
)
def test_agreements(text: str, agreements: set[str], known: list[Agreement]) -> None:
    assert set(Question(text).agreements(known)) == agreements


def test_the_subject_is_what_is_left(known: list[Agreement]) -> None:
    assert Question("クラウドCTIの第20条の解約").subject(known).replace(" ", "") == "のの解約"
    assert "zoom" in Question("Zoom").subject(known)  # nothing else is asked
    assert "sdpf" in Question("SDPFの責任").subject(known)  # a word of the text as well
