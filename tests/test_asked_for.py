"""What a question asks for in so many words, and whether a text holds it."""

import pytest

from bot.asked_for import missing


@pytest.mark.parametrize(
    ("question", "text", "kind"),
    [
        ("窓口の電話番号は?", "窓口は営業部です。", "telephone"),
        ("窓口の電話番号は?", "窓口は営業部（03-0000-0000）です。", None),
        ("電話番号を変えたら届け出る?", "住所が変わったら届け出ます。", None),  # asks for no number
        ("上乗せは何パーセント?", "延滞利息を支払います。", "rate"),
        ("上乗せは何パーセント?", "年10%の延滞利息を支払います。", None),
        ("基本料は何円?", "料金は別紙によります。", "price"),
        ("解約は何日前まで?", "書面で申し出ます。", "period"),
        ("解約は何日前まで?", "30日前までに書面で申し出ます。", None),
        ("解約は何日前まで?", "相当の期間をおいて申し出ます。", "count"),  # not decisive: as near as the text comes
        ("how many days do i have to object?", "you may object in writing.", "period"),
        ("how many days do i have to object?", "you may object within 14 days.", None),
    ],
)
def test_what_is_asked_for_and_not_held(question: str, text: str, kind: str | None) -> None:
    found = missing(question, text)
    assert (found and found.id) == kind


def test_without_a_figure_there_is_no_answer_and_without_a_reason_there_is_less() -> None:
    rate, reason = missing("何パーセント?", "支払います。"), missing("なぜ20人?", "20人以下です。")
    assert rate is not None
    assert rate.decisive
    assert reason is not None
    assert not reason.decisive
