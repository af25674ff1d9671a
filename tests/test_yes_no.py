"""A question that asks yes or no gets yes or no first, where the provision plainly decides it."""

import pytest

from bot.yes_no import verdict

RENT = "利用者は、駐車場を第三者に貸してはなりません。"
LEND = "The customer must not lend the parking space to a third party."
LIST = "The customer shall not do any of the following.\n・Painting the walls.\n・Keeping a dog on the premises."


@pytest.mark.parametrize(
    ("question", "text", "first"),
    [
        ("駐車場を友人に貸してもいいですか?", RENT, "いいえ。"),
        ("駐車場を貸すのは禁止ですか?", RENT, "はい。"),
        ("壁を塗ってもいい?", "利用者は、次の行為をしないものとします。\n・壁を塗る行為。", "いいえ。"),
        ("鍵を返却しないといけませんか", "利用者は、退去の日に鍵を返却しなければなりません。", "はい。"),
        ("鍵を返却しなくていいですか?", "利用者は、退去の日に鍵を返却しなければなりません。", "いいえ。"),
        ("看板を設置できますか?", "利用者は、入口に看板を設置できます。", "はい。"),
        (
            "看板を設置できますか?",
            "利用者は、管理人の承諾がなければ、看板を設置してはなりません。",
            "承諾や同意がなければできません。",
        ),
        (
            "駐車場を閉鎖されることはありますか?",
            "当社は、大雪の場合、駐車場を閉鎖することがあります。",
            "はい、次に定める場合には。",
        ),
        ("敷金は返してもらえますか?", "当社は、敷金を返さないものとします。", "いいえ。"),
        ("盗難の責任を負いますか?", "当社は、盗難について責任を負いません。", "いいえ。"),
    ],
)
def test_japanese_verdict(question: str, text: str, first: str) -> None:
    assert verdict(question, text, "ja") == first


@pytest.mark.parametrize(
    ("question", "text", "first"),
    [
        ("can i lend the parking space to my brother?", LEND, "No."),
        ("is lending the parking space forbidden?", LEND, "Yes."),
        ("may we keep a dog?", LIST, "No."),
        ("do we have to return the keys?", "The customer shall return the keys on leaving.", "Yes."),
        ("do i have to paint the fence?", "The customer need not paint the fence.", "No."),
        ("can i install a sign?", "The customer may install a sign at the entrance.", "Yes."),
        (
            "can i install a sign?",
            "The customer may not install a sign without the owner's consent.",
            "Not without consent.",
        ),
        ("can they close the gate?", "If it snows, NTT DATA may close the gate.", "Yes, in the case stated below."),
        ("are they liable for theft?", "NTT DATA is not liable for theft.", "No."),
        ("do they guarantee a dry space?", "NTT DATA does not guarantee that the space is dry.", "No."),
    ],
)
def test_english_verdict(question: str, text: str, first: str) -> None:
    assert verdict(question, text, "en") == first


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("駐車場は誰に貸してもいいですか?", RENT),  # an open question
        ("駐車場を貸してはいけないわけではないですよね?", RENT),  # a doubled negative
        ("駐車場を貸せないのですか?", RENT),  # to a negative question は い and いいえ both mean either
        ("駐車場を洗ってもいいですか?", RENT),  # another act
        ("駐車場 貸す 禁止", RENT),  # words to search for
        ("駐車場を貸してもいいですか?", RENT + "ただし、親族に貸すときは、この限りではありません。"),  # a proviso
        ("看板を設置できますか?", "当社は、入口に看板を設置できます。"),  # the provider's right is not the asker's
        ("敷金は返してもらえますか?", "当社は、盗難について責任を負いません。"),  # liability is not a refund
    ],
)
def test_japanese_left_alone(question: str, text: str) -> None:
    assert verdict(question, text, "ja") is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("when can i lend the parking space?", LEND),  # an open question
        ("surely we can't lend the parking space?", LEND),  # a negative question
        ("can i wash the parking space?", LEND),  # another act
        ("can i lend the parking space?", LEND + " However, this does not apply to relatives."),  # a proviso
        ("can i install a sign?", "NTT DATA may install a sign at the entrance."),  # the provider's right
        ("do we have to return the keys?", "NTT DATA shall return the keys."),  # the provider's duty
        ("can i use the parking space?", LEND),  # a verb of everything
        ("can i apply by fax?", "NTT DATA may not apply the discount to a fax."),  # "may not" of another
        ("can i lend the parking space or sell it?", LEND),  # two questions
        ("do i get a refund of the deposit?", "NTT DATA is not liable for the deposit."),  # liability is not a refund
        ("can i use a credit card?", "The customer must not harm the credit of a third party."),  # another sense
    ],
)
def test_english_left_alone(question: str, text: str) -> None:
    assert verdict(question, text, "en") is None
