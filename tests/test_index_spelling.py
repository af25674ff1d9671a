"""What was meant: kana and romaji converted, slips mended, and all else left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chain import Bot
from bot.question import Question
from index.kana import sound
from index.spelling import Spelling
from ingest.locator import unit

LINES = [
    "傘の料金を一度だけ支払うと、14日の間、傘を借りられます。",
    "貸出の料金はいくらですか",
    "延滞した利用者は弁償金を支払いますか",
    "傘のサービスをキャンセルしたいときの手数料について",
    "損害賠償の上限と、保証の期間は、いつまでですか",
    "キャンペーンのサービスにログインできません",
    "Umbrellas are returned within 14 days. A broken rib is no loss.",
    "KASAの会員になりたい",
] * 3  # what stands less often is no phrase


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.build(f"{line} {n}" for n, line in enumerate(LINES))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("りょうきんはいくら", "料金はいくら"),
        ("そんがいばいしょうのじょうげん", "損害賠償の上限"),
        ("さーびすのてすうりょう", "サービスの手数料"),
        ("べんしょうきん いつまで", "弁償金 いつまで"),
        ("貸出のりょうきん", "貸出の料金"),
        ("支払いのきかんは", "支払いの期間は"),  # not いのき…: い belongs to 支払い
    ],
)
def test_kana_are_converted(typed: str, meant: str, spelling: Spelling) -> None:
    assert spelling.mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ryoukin wa ikura", "料金はいくら"),
        ("Ryokin ha ikura desu ka?", "料金はいくらですか?"),
        ("KASA no ryokin", "KASA の料金"),
        ("kyanseru shitai", "キャンセルしたい"),
        ("songai baisyou no zyougen", "損害賠償の上限"),
        ("sa-bisu", "サービス"),
        ("ryoukinの上限", "料金の上限"),
    ],
)
def test_romaji_is_converted(typed: str, meant: str, spelling: Spelling) -> None:
    assert spelling.mended(typed) == meant


@pytest.mark.parametrize("typed", ["what about Toyota?", "How much is due on 30 Sept?", "can I pay with suica"])
def test_english_stays_english(typed: str, edition_bot: Bot) -> None:
    assert edition_bot.index.spelling.mended(typed) == typed


@pytest.mark.parametrize(
    "spellings", [("tesuuryou", "tesuryo"), ("shinbun", "simbun"), ("honnin", "hon'nin"), ("tsuika", "tuika")]
)
def test_spellings_of_romaji_sound_alike(spellings: tuple[str, str]) -> None:
    assert sound(spellings[0]) == sound(spellings[1])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("損害倍賞の上限", "損害賠償の上限"),  # read the same
        ("弁賞金", "弁償金"),
        ("キャンセセルしたい", "キャンセルしたい"),
        ("サビースの料金", "サービスの料金"),
        ("ログンできません", "ログインできません"),
        ("brokn umbrela", "broken umbrellas"),
        ("BROKENN rib", "broken rib"),
    ],
)
def test_slips_are_mended(typed: str, meant: str, spelling: Spelling) -> None:
    assert spelling.mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        *LINES[:8],
        "補償と保証",  # both are words, though read alike
        "会費はいくら？",
        "いつまでですか",
        "ニューワークとズームの料金",
        "KASAのrefund",
        "xylophone of loss, don't return excl. tax",
        "No date, no rib",
        "theres a loss, youre within days",
        "a broken tomato",
        "",
        "？",
        "\ud800",
    ],
)
def test_what_is_in_order_or_unlike_all_stays(text: str, spelling: Spelling) -> None:
    assert spelling.mended(text) == text


@given(st.text(alphabet=st.characters() | st.sampled_from("かきをしンーッ料金解abnousz -'\0\ud800。")))
def test_any_text_can_be_mended(spelling: Spelling, text: str) -> None:
    assert isinstance(spelling.mended(text), str)


def test_mending_twice_is_mending_once(spelling: Spelling) -> None:
    for typed in ("りょうきんはいくら", "ryoukin wa ikura", "損害倍賞の上限", "ログンできません"):
        assert spelling.mended(spelling.mended(typed)) == spelling.mended(typed)


@pytest.mark.parametrize(
    ("typed", "agreement", "article"),
    [
        ("かいやくしたい", "cti", "article-20"),
        ("りそくはいくら", "nework", "article-18"),
        ("けいやくきかん", "partner-cloud", "article-13"),
        ("らいせんす ついか", "zoom", "guide-2/section-4"),
        ("kaiyaku shitai", "cti", "article-20"),
        ("risoku wa nan paasento", "cti", "article-29"),
        ("furikomi tesuuryou", "partner-cloud", "article-25"),
        ("解役したい", "cti", "article-20"),
        ("契訳の期間を延ばすには", "partner-cloud", "article-13"),
        ("損害倍賞の上限", "zoom", "article-33"),
        ("ライセンンスを追加購入したい", "zoom", "guide-2/section-4"),
        ("ｻｰﾋﾞｽの廃止", "cti", "article-44"),
    ],
)
def test_the_answer_is_to_what_was_meant(typed: str, agreement: str, article: str, edition_bot: Bot) -> None:
    answer = edition_bot.ask(typed, agreement=agreement)
    assert unit(answer.citations[0].locator) == f"{agreement}/{article}"
    assert answer.language == "ja"
    assert answer.question == typed


def test_names_and_follow_ups_in_romaji_are_understood(edition_bot: Bot) -> None:
    first = edition_bot.ask("zuumu no henkin")
    assert first.agreement == ("zoom",)
    then = edition_bot.ask("NeWork wa?", history=[{"question": first.question}])
    assert (then.agreement, then.language) == (("nework",), "ja")


def test_english_is_never_taken_for_romaji(edition_bot: Bot) -> None:
    asked = ["domain name", "date of renewal", "no refund?", "Make me a menu", "site-to-site", "use NeWork to date"]
    for text in asked:
        assert Question(edition_bot.index.spelling.mended(text)).language == "en"
