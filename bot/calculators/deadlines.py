"""Until when to act: the procedures that have a deadline, and what the calculators of deadlines share."""

import datetime
from collections.abc import Iterable

from ingest.errors import InputError

from .calculation import NoSuchRule
from .figures import Figure
from .values import Name, Text, show

LABELS = {
    "what": Text("手続", "Procedure"), "date": Text("希望日", "Wanted day"), "month": Text("希望月", "Wanted month"),
    "received": Text("書類の到達日", "Papers received"), "term_end": Text("期間の満了日", "Last day of the term"),
    "start": Text("利用開始日", "Start of use"), "added": Text("追加日", "Day of the addition"), "closed": Text("休業日", "Closing days"),
    "fee": Text("月額料金", "Monthly fee"), "new_pro": Text("プロの新規申込", "New order of Pro"),
}  # fmt: skip
UNITS = {"month": "calendar-month", "fee": "yen"}
CANCEL = Text("解約", "cancellation")
WHAT = {
    "nework": {"cancel": Name("cancel", CANCEL)},
    "cti": {
        "cancel": Name("cancel", CANCEL),
        "option-start": Name("option-start", Text("付加機能の利用開始", "start of an optional feature")),
        "option-cancel": Name("option-cancel", Text("付加機能の解約", "cancellation of an optional feature")),
        "line-change": Name("line-change", Text("回線の変更", "line change")),
    },
    "partner-cloud": {
        "cancel": Name("cancel", CANCEL),
        "stop-renewal": Name("stop-renewal", Text("自動延長の停止", "stopping the automatic renewal")),
        "details-change": Name("details-change", Text("登録内容の変更", "change of registered details")),
        "minimum-term": Name("minimum-term", Text("最低利用期間", "minimum term")),
        "minimum-term-end": Name("minimum-term-end", Text("最低利用期間の最終日", "end of the minimum term")),
    },
    "zoom": {
        "renewal": Name("renewal", Text("更新", "renewal")),
        "added-licences": Name("added-licences", Text("ライセンスの追加", "added licences")),
        "service-start": Name("service-start", Text("サービス開始日", "service start")),
        "order": Name("order", Text("新規の申込み", "first order")),
    },
}


def nework_deadline(*, what: Name, date: datetime.date | None = None) -> NoSuchRule:
    """NeWork sets no notice period: there is no day to compute."""
    # nework 10: the provider is notified beforehand, with its form; uninstalling the application does not cancel the contract.
    text = Text(
        "NeWorkの解約に予告期間の定めはなく、期限は計算できません。解約したい日より前に、所定のフォームで通知してください。アプリの削除は解約になりません。",
        "NeWork sets no notice period for cancellation, so there is no deadline to compute. Notify the provider beforehand with its form; "
        "uninstalling the application does not cancel the contract.",
    )
    return NoSuchRule("nework", "deadlines", text, ("nework/article-10/paragraph-1", "nework/article-10/paragraph-2"))


def zoom_order() -> NoSuchRule:
    """Zoom sets no day by which a first order must arrive: the schedule is the reseller's."""
    # zoom guide (2) ①: for the arrangements until the start, the schedule given by each reseller.
    text = Text(
        "Zoomライセンスサービスの新規申込みに期限の定めはなく、計算できません。開始までの日程は各販売店が示すものを確認してください。サービスが始まる日は別紙1にあります。",
        "The Zoom licence service sets no deadline for a first order, so there is none to compute. Ask each reseller for its schedule; "
        "annex 1 lists the days on which service starts.",
    )
    return NoSuchRule("zoom", "deadlines", text, ("zoom/guide-2/section-4/item-1", "zoom/annex-1"))


def required(value: datetime.date | None, name: str) -> datetime.date:
    """The value of an input that this procedure needs. Raises InputError without it."""
    if value is None:
        raise InputError(f"{LABELS[name].en.lower()} is missing", f"{LABELS[name].ja}が必要です。")
    return value


def before(day: datetime.date, notice: Figure) -> Text:
    """ "45 days before 31 March 2027"."""
    business = notice.unit.startswith("business")
    unit = ("営業日", "business days") if business else ("日", "days")
    return Text(
        f"{show(day, '', 'ja')}の{notice.whole}{unit[0]}前", f"{notice.whole} {unit[1]} before {show(day, '', 'en')}"
    )


def by(what: Name, due: datetime.date, late: bool, received: datetime.date | None) -> Text:
    """The headline of a deadline; with a day of receipt, whether that is in time."""
    verdict = Text("", "")
    if received:
        verdict = (
            Text("間に合いません。", " That is too late.") if late else Text("間に合います。", " That is in time.")
        )
    return Text(
        f"{what.text.ja}の期限は{show(due, '', 'ja')}です。{verdict.ja}",
        f"The deadline for the {what.text.en} is {show(due, '', 'en')}.{verdict.en}",
    )


def business_day(closed: Iterable[datetime.date]) -> Text:
    """The assumption about business days."""
    extra = show(tuple(closed), "", "ja"), show(tuple(closed), "", "en")
    return Text(
        "営業日は、土日と日本の祝日を除く日としました（規約に定義がありません）。"
        + (f"ほかの休業日: {extra[0]}" if extra[0] else ""),
        "Business days are taken as Monday to Friday without Japan's national holidays (the text does not define them)."
        + (f" Further closing days: {extra[1]}." if extra[1] else ""),
    )


def line(**days: datetime.date | None) -> dict[str, datetime.date]:
    """The days of a timeline that are known."""
    return {name: day for name, day in days.items() if day}
