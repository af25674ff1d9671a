"""What a follow-up goes on from, and what holds of the selection."""

import pytest

from bot.conversation import STRONG, Theme, follow
from bot.question import Question
from bot.turn import Turn, understand
from ingest.library import Library

INTEREST = Theme(("cti",), "延滞利息の利率は?")


def turn(library: Library, text: str, *history: dict[str, str], agreement: str | None = None) -> Turn:
    return understand(library, text, agreement, None, history, None, None)


@pytest.mark.parametrize(
    "text", ["じゃあNeWorkは？", "NeWorkだと？", "いや、CTIじゃなくてNeWorkのほう", "sorry, I meant NeWork"]
)
def test_a_name_alone_asks_the_same_of_another_agreement(text: str, edition_library: Library) -> None:
    assert follow(edition_library, Question(text), INTEREST) == Theme(("nework",), INTEREST.subject)


def test_a_number_alone_takes_the_place_of_the_old_one(edition_library: Library) -> None:
    theme = follow(edition_library, Question("300なら？"), Theme(("nework",), "team 100の月額は?"))
    assert theme == Theme(("nework",), "team 300の月額は?")


def test_the_shorter_a_follow_up_the_more_it_leans_on_the_question_before(edition_library: Library) -> None:
    asked = [
        "予告は？",
        "無料の人だと補償されますか",
        "違反を直させないまま何日たつと利用契約に基づくサービスの提供を止められてしまいますか",
    ]
    weights = [follow(edition_library, Question(text), INTEREST).weight for text in asked]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] >= STRONG
    assert weights[-1] == 0


def test_what_follows_from_a_follow_up_goes_on_from_both(edition_library: Library) -> None:
    theme = Theme(("cti",), "8月は止めておきたい")
    for text in ("料金は？", "それは請求されますか"):
        theme = follow(edition_library, Question(text), theme)
    assert theme.subject == "それは請求されますか"
    assert "料金は?" in theme.before
    assert theme.scope == ("cti",)


def test_a_question_over_all_leaves_the_one_spoken_of(edition_library: Library) -> None:
    assert follow(edition_library, Question("どのサービスが一番高い？"), INTEREST).scope == ()


@pytest.mark.parametrize(
    ("text", "agreements"),
    [
        ("CTIじゃなくてパートナークラウドのほう", ("partner-cloud",)),
        ("NTTデータではなくビズリンク", ("cti",)),
        ("not NeWork but Zoom", ("zoom",)),
        ("Zoom instead of Cloud CTI", ("zoom",)),
        ("NeWorkじゃなくてもいい", ("nework",)),  # nothing else is named
        ("What does NTT Communications ask of SDPF users?", ("partner-cloud",)),  # its maker is not meant
    ],
)
def test_what_is_set_aside_is_not_named(text: str, agreements: tuple[str, ...], edition_library: Library) -> None:
    assert Question(text).agreements(edition_library.agreements.values()) == agreements


def test_the_selection_holds_until_another_agreement_is_named(edition_library: Library) -> None:
    asked = {"question": "解約の期限は？", "answer": "…"}
    other = {"question": "パートナークラウドでは？", "answer": "…"}
    assert turn(edition_library, "返金は？", asked, agreement="cti").scope == ("cti",)
    assert turn(edition_library, "返金は？", asked, other, agreement="cti").scope == ("partner-cloud",)


def test_a_new_selection_outdoes_what_was_spoken_of(edition_library: Library) -> None:
    other = {"question": "パートナークラウドでは？", "answer": "…", "agreement": "cti"}
    assert turn(edition_library, "返金は？", other, agreement="zoom").scope == ("zoom",)


def test_a_service_that_is_named_outdoes_the_selection_and_a_company_does_not(edition_library: Library) -> None:
    assert turn(edition_library, "Zoomの更新は？", agreement="cti").scope == ("zoom",)
    assert turn(edition_library, "NTTコミュニケーションズへの通知は？", agreement="cti").scope == ("cti",)
    both = turn(edition_library, "CTIとZoomの返金を比べて", agreement="cti")
    assert set(both.scope) == {"cti", "zoom"}
