"""What an outage takes off the bill, or the most that it can bring."""

import datetime
from collections.abc import Iterator
from fractions import Fraction

from ingest.errors import InputError

from .calculation import Calculation, NoSuchRule, Reading, Remark, Step, cut_off, understood
from .calendar import month_containing
from .figures import figures
from .late_interest import FRACTIONS
from .monthly_fee import price, price_locator
from .values import Name, Text, Value, cut, money, show

HOUR = datetime.timedelta(hours=1)
UNITS = {"fee": "yen", "billing_day": "day-of-month"}
LABELS = {
    "plan": Text("プラン", "Plan"), "fee": Text("月額料金（税抜）", "Monthly fee without tax"),
    "known": Text("提供者が知った時刻", "Provider knew"), "restored": Text("復旧した時刻", "Restored"),
    "duration": Text("続いた時間", "Duration"), "day": Text("発生した日", "Day of the outage"),
    "billing_day": Text("起算日", "Billing day"), "cause": Text("原因", "Cause"),
}  # fmt: skip
CAUSES = {
    "provider": Name("provider", Text("提供者", "the provider")),
    "gross": Name("gross", Text("提供者の故意または重過失", "the provider's intent or gross negligence")),
    "customer": Name("customer", Text("契約者", "the customer")),
    "access-line": Name("access-line", Text("アクセス回線", "the access line")),
    "other": Name("other", Text("提供者の責めによらない事由", "neither the provider nor the customer")),
    "partial": Name("partial", Text("一部だけの障害", "a partial outage")),
}
# The causes for which an agreement gives something; everything else earns nothing.
RELIEVED = {"nework": {"provider"}, "cti": {"provider", "gross", "other"}, "partner-cloud": {"provider", "gross"}}


def outage_credit(
    agreement: str,
    *,
    plan: Name | None = None,
    fee: int | None = None,
    known: datetime.datetime | None = None,
    restored: datetime.datetime | None = None,
    duration: datetime.timedelta | None = None,
    day: datetime.date | None = None,
    billing_day: int = 1,
    cause: Name = CAUSES["provider"],
) -> Calculation | NoSuchRule:
    """The credit in yen (for partner-cloud a ceiling) for a continuous, complete outage from the time that the provider knew.

    The time is `known` to `restored`, or a `duration` and a `day` of the month in which it began.
    Raises InputError if it was restored before it was known.
    """
    if known and restored:
        if restored < known:
            raise InputError(
                "the service is restored before the outage was known",
                "復旧の時刻が、提供者が知った時刻より前になっています。",
            )
        duration, day = restored - known, known.date()
    if duration is None:
        raise InputError(
            "an outage needs its times or its length", "障害の開始と復旧の時刻、または続いた時間が必要です。"
        )
    if cause.id == "gross" and agreement == "nework":
        return _unlimited()
    amount, price_where = (
        (money(fee), "") if fee is not None else (price(plan), price_locator(plan)) if plan else (0, "")
    )
    threshold, unit = figures(agreement)["outage-threshold"], figures(agreement)["outage-unit"]
    free = bool(plan and plan.id == "free")
    long_enough = duration >= threshold.whole * HOUR
    entitled = cause.id in RELIEVED[agreement] and not free
    steps = [_threshold_step(duration, threshold.whole, long_enough, threshold.locator)]
    if not entitled:
        steps.append(_excluded(agreement, cause, free))
    # nework 24(2), partner-cloud 43(2): the time since the provider knew, only whole multiples of 24 hours, each a day.
    # cti 24(6): days "in 24-hour units": whole units only (the smaller, primary), or every unit that has begun.
    whole = duration // (unit.whole * HOUR) if long_enough and entitled else 0
    begun = -(-duration // (unit.whole * HOUR)) if long_enough and entitled else 0
    if long_enough and entitled:
        text = Text(
            f"{show(duration, '', 'ja')} ÷ {unit.whole}時間（端数切り捨て）",
            f"{show(duration, '', 'en')} ÷ {unit.whole} hours (whole units only)",
        )
        steps.append(Step(text, whole, "day", unit.locator))
    result, readings = 0, []
    if long_enough and entitled and day:
        month = month_containing(day, billing_day)
        result, share = _share(agreement, amount, whole, month.days, unit.locator)
        steps += [Step(LABELS["fee"], amount, "yen", price_where), *share]
        if agreement == "cti":
            # 24(6): the second reading.
            other, _ = _share(agreement, amount, begun, month.days, unit.locator)
            text = Text(
                f"始まった{unit.whole}時間ごとに1日と数える読み方（{begun}日）",
                f"Counting every {unit.whole} hours begun as a day ({show(begun, 'day', 'en')})",
            )
            readings.append(Reading(text, other, unit.locator))
    values: dict[str, Value] = {
        "plan": plan, "fee": fee, "known": known, "restored": restored, "duration": None if known else duration,
        "day": None if known else day, "billing_day": billing_day if billing_day != 1 else None, "cause": cause,
    }  # fmt: skip
    return Calculation(
        "outage-credit",
        agreement,
        understood(values, LABELS, UNITS),
        _headline(agreement, result, whole, long_enough, threshold.whole, entitled),
        result,
        "yen",
        tuple(steps),
        tuple(_assumptions(agreement, bool(known), bool(whole or readings), cause)),
        tuple(readings),
        tuple(_notes(agreement)),
        tuple(dict.fromkeys((unit.locator, threshold.locator, *filter(None, (step.locator for step in steps))))),
        {k: v.date() for k, v in (("known", known), ("restored", restored)) if v},
    )


def _share(agreement: str, fee: int, days: int, month_days: int, locator: str) -> tuple[int, tuple[Step, ...]]:
    """The fee for the days: the monthly fee by the days of the month, the product cut off once, at the end."""
    before = Fraction(fee) * days / month_days
    text = Text(
        f"{fee:,}円 ÷ {month_days}日 × {days}日", f"{fee:,} yen ÷ {month_days} days × {show(days, 'day', 'en')}"
    )
    return cut(before), cut_off(text, before, locator, FRACTIONS.get(agreement, ""))


def _threshold_step(duration: datetime.timedelta, hours: int, reached: bool, locator: str) -> Step:
    sign = "≧" if reached else "＜"
    text = Text(
        f"連続して全く利用できない時間（{show(duration, '', 'ja')} {sign} {hours}時間）",
        f"Continuous complete outage ({show(duration, '', 'en')} {'≥' if reached else '<'} {hours} hours)",
    )
    return Step(text, reached, "", locator)


def _excluded(agreement: str, cause: Name, free: bool) -> Step:
    if free:
        return Step(
            Text("Freeプランには賠償の定めなし", "The Free plan has no such compensation"),
            0,
            "yen",
            "nework/article-24/paragraph-3",
        )
    where = figures(agreement)["outage-threshold"].locator
    text = Text(f"対象外の原因（{cause.text.ja}）", f"Not covered by the rule: {cause.text.en}")
    return Step(text, 0, "yen", where)


def _headline(agreement: str, result: int, days: int, reached: bool, hours: int, entitled: bool) -> Text:
    if not entitled:
        return Text("0円です（この場合は対象になりません）。", "It is 0 yen: this case is not covered.")
    if not reached:
        return Text(f"0円です（{hours}時間に達していません）。", f"It is 0 yen: the outage stayed below {hours} hours.")
    span = show(days, "day", "en")
    if agreement == "nework":
        return Text(
            f"賠償される額は{result:,}円です（{days}日分の料金）。",
            f"The compensation is {result:,} yen, the fee for {span}.",
        )
    if agreement == "cti":
        return Text(
            f"支払いを要しない料金は{result:,}円です（{days}日分）。",
            f"The fee that need not be paid is {result:,} yen, for {span}.",
        )
    return Text(
        f"責任の上限は{result:,}円です（{days}日分の料金）。料金自体の支払いは必要です。",
        f"The ceiling of liability is {result:,} yen, the fee for {span}; the fee itself stays payable.",
    )


def _assumptions(agreement: str, dated: bool, computed: bool, cause: Name) -> Iterator[Text]:
    if cause.id == "provider":
        yield {
            "nework": Text(
                "提供者の責めに帰すべき理由による障害としました。", "The outage is taken to be the provider's fault."
            ),
            "cti": Text(
                "契約者の責めによらず、利用回線によるものでもない障害としました。",
                "The outage is taken to be neither the subscriber's fault nor due to the access line.",
            ),
            "partner-cloud": Text(
                "提供者の責めに帰すべき理由による障害としました。", "The outage is taken to be the provider's fault."
            ),
        }[agreement]
    yield Text(
        "全く利用できない状態が、提供者が知った時刻から続いたものとしました。",
        "The service is taken to have been completely unusable, without a break, from the time the provider knew.",
    )
    if computed:
        yield Text(
            "1日分の料金は、税抜の月額料金を障害の月の日数で割りました（規約に定めがありません）。",
            "A day's fee is the monthly fee without tax by the days of the month of the outage (the text does not say).",
        )
    if computed and agreement == "cti":
        yield Text(
            "1円未満は切り捨てました（規約に定めがありません）。",
            "Fractions of a yen are cut off (the text does not say).",
        )


def _notes(agreement: str) -> Iterator[Remark]:
    if agreement == "nework":
        yield Remark(
            Text(
                "この額が損害とみなされ、賠償はその額に限られます。故意または重大な過失によるときは、この限度はありません。",
                "This sum is deemed to be the whole damage. The limit falls away where the provider acted with intent or gross negligence.",
            ),
            ("nework/article-24/paragraph-2", "nework/article-24/paragraph-4"),
        )
    if agreement == "cti":
        low, high = (figures("cti")[name].whole for name in ("outage-threshold", "outage-unit"))
        yield Remark(
            Text(
                f"{low}時間以上{high}時間未満では、{high}時間単位の数え方しだいで0日とも1日ともなります。端数の定めがありません。",
                f"From {low} to {high} hours the relief is 0 days or 1 day, depending on how {high}-hour units are counted: "
                "there is no rounding rule.",
            ),
            ("cti/article-24/paragraph-6",),
        )
        yield Remark(
            Text(
                "緊急の保守による休止の期間は料金を要するとされ、同じ障害が免除にも当たりうるため、どちらが優先するかは明らかではありません。",
                "The fee is due during an emergency stop for maintenance, yet the same outage may be relieved here: which prevails is not clear.",
            ),
            ("cti/article-24/paragraph-4", "cti/article-24/paragraph-6"),
        )
    if agreement == "partner-cloud":
        yield Remark(
            Text(
                "SDPFサービスについては、まずNTTコミュニケーションズのSDPF利用規約の責任の範囲が限度となります。",
                "For SDPF, NTT Communications' own SDPF terms limit the liability first.",
            ),
            ("partner-cloud/article-20/paragraph-3",),
        )
        yield Remark(
            Text(
                "利用できない間も料金は支払う必要があり、返金はありません。",
                "The fee stays payable and is not refunded.",
            ),
            ("partner-cloud/article-24/paragraph-3", "partner-cloud/article-24/paragraph-2"),
        )


def _unlimited() -> NoSuchRule:
    # nework 24(4): with intent or gross negligence, paragraphs 1 to 3 do not apply, so neither threshold nor limit does.
    text = Text(
        "提供者に故意または重大な過失があるときは、時間の基準も料金による限度も適用されないため、規約から額は計算できません。",
        "With the provider's intent or gross negligence neither the threshold of hours nor the limit applies: the terms give no sum to compute.",
    )
    return NoSuchRule(
        "nework", "outage-credit", text, ("nework/article-24/paragraph-4", "nework/article-24/paragraph-2")
    )
