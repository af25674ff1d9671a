"""Claims: the surcharge on evaded fees, and the most that can be claimed as damages."""

from decimal import Decimal
from fractions import Fraction

from ingest.errors import InputError

from .calculation import Calculation, Remark, Step, cut_off, understood
from .figures import figures
from .late_interest import FRACTIONS
from .values import Name, Text, Value, cut, money, show

SURCHARGE = {"nework": "nework/article-17/paragraph-3", "cti": "cti/article-28/paragraph-1"}
UNITS = {
    "amount": "yen",
    "tax": "percent",
    "fee": "yen",
    "fees": "yen",
    "total": "yen",
    "months": "month",
    "days": "day",
    "price": "yen",
}
LABELS = {
    "amount": Text("免れた額（税抜）", "Evaded amount without tax"), "tax": Text("消費税率", "Consumption tax"),
    "ask": Text("求める額", "Wanted"), "fee": Text("月額料金", "Monthly fee"), "fees": Text("各月の料金", "Fees of the months"),
    "total": Text("期間の料金の合計", "Fees of the time in all"), "months": Text("月数", "Months"), "days": Text("日数", "Days"),
    "price": Text("年額の購入金額", "Purchase price of a year"), "years": Text("購入金額の年数", "Years that the price covers"),
}  # fmt: skip
ASKS = {
    "surcharge": Name("surcharge", Text("割増金", "the surcharge")),
    "total": Name("total", Text("請求額の合計", "the total claim")),
}


def surcharge(agreement: str, *, amount: int, tax: Decimal = Decimal(10), ask: Name = ASKS["surcharge"]) -> Calculation:
    """The surcharge in yen on an evaded amount without tax; with `ask` "total", that and the evaded amount with tax."""
    amount = money(amount)
    multiple = figures(agreement)["surcharge-multiple"]
    where, percent = SURCHARGE[agreement], show(tax, "percent", "ja")
    # nework 17(3), cti 28: besides the evaded amount, twice that amount without tax, and the consumption tax on it.
    base = multiple.whole * amount
    base_tax = cut(Fraction(base) * Fraction(tax) / 100)
    due = base + base_tax
    owed_tax = cut(Fraction(amount) * Fraction(tax) / 100)
    owed = amount + owed_tax
    total = owed + due
    tariff_tax = "nework/tariff/rule-10" if agreement == "nework" else "cti/article-23/paragraph-1"
    steps = (
        Step(Text(f"{amount:,}円 × {multiple.whole}", f"{amount:,} yen × {multiple.whole}"), base, "yen", where),
        Step(Text(f"消費税 {base:,}円 × {percent}", f"Consumption tax {base:,} yen × {percent}"), base_tax, "yen", where),
        Step(Text(f"割増金 {base:,}円 ＋ {base_tax:,}円", f"Surcharge {base:,} yen + {base_tax:,} yen"), due, "yen", where),
        Step(Text(f"免れた額（税込） {amount:,}円 ＋ {owed_tax:,}円", f"Evaded amount with tax {amount:,} yen + {owed_tax:,} yen"), owed, "yen", tariff_tax),
        Step(Text(f"請求額の合計 {owed:,}円 ＋ {due:,}円", f"Total claim {owed:,} yen + {due:,} yen"), total, "yen", where),
    )  # fmt: skip
    silent = Text(
        "消費税の1円未満は切り捨てました（規約に定めがありません）。",
        "Fractions of a yen of tax are cut off (the text does not say).",
    )
    return Calculation(
        "surcharge",
        agreement,
        understood({"amount": amount, "tax": tax, "ask": ask}, LABELS, UNITS),
        Text(
            f"割増金は{due:,}円（税込）で、免れた額を含む請求額の合計は{total:,}円です。",
            f"The surcharge is {due:,} yen with tax; with the evaded amount the total claim is {total:,} yen.",
        ),
        total if ask.id == "total" else due,
        "yen",
        steps,
        (
            Text(f"消費税率は{percent}としました。", f"Consumption tax is taken as {percent}."),
            *((silent,) if agreement == "cti" else ()),
        ),
        (),
        (
            Remark(
                Text("支払いを不法に免れた場合の定めです。", "The rule is for payment that was unlawfully evaded."),
                (where,),
            ),
        ),
        (where, tariff_tax),
    )


def partner_cloud_cap(
    *,
    fee: int | None = None,
    fees: tuple[int, ...] | None = None,
    total: int | None = None,
    months: int | None = None,
    days: int | None = None,
) -> Calculation:
    """Partner Cloud's ceiling of damages in yen for a breach other than an outage.

    From `fees` (a sum for each whole month before the month of the event, oldest first), or one `fee` that was the same each
    month, or a `total` over `months`; with less than one whole month, from the `total` over `days`.
    Raises InputError if what was given gives no average.
    """
    f = figures("partner-cloud")
    most, average_days = f["liability-cap-months"], f["liability-average-days"]
    if fees:
        # 43(3)(1), (2): the 12 months to the end of the month before the event, or the whole months that there were.
        used = tuple(money(one) for one in fees[-most.whole :])
        numerator, count = sum(used), len(used)
    elif fee is not None and months != 0 and days is None:
        numerator, count = money(fee), 1
    elif total is not None and months:
        if months > most.whole:
            raise InputError(
                f"give the fees of the last {most.whole} months only",
                f"料金は直近{most.whole}か月分だけを入力してください。",
            )
        numerator, count = money(total), months
    elif total is not None and days:
        return _short_cap(money(total), days, average_days.whole, average_days.locator, {"total": total, "days": days})
    else:
        raise InputError(
            "give the monthly fees, or a total with its months or its days",
            "各月の料金、または合計とその月数（1か月未満なら日数）を入力してください。",
        )
    locator = (
        most.locator
        if (months or count) >= most.whole or (fee is not None and not months)
        else f["liability-cap-short-from"].locator
    )
    result = cut(Fraction(numerator, count))
    same = Text(f"毎月 {numerator:,}円の平均", f"Average of {numerator:,} yen each month")
    spread = Text(f"{numerator:,}円 ÷ {count}か月", f"{numerator:,} yen ÷ {show(count, 'month', 'en')}")
    steps = cut_off(spread if count > 1 else same, Fraction(numerator, count), locator, FRACTIONS["partner-cloud"])
    values: dict[str, Value] = {"fee": fee, "fees": fees, "total": total, "months": months}
    return _cap("partner-cloud", result, values, steps, locator)


def _short_cap(total: int, days: int, times: int, locator: str, values: dict[str, Value]) -> Calculation:
    # 43(3)(3): with no whole month behind it, the average fee of a day times 30.
    before = Fraction(total, days) * times
    text = Text(f"{total:,}円 ÷ {days}日 × {times}", f"{total:,} yen ÷ {show(days, 'day', 'en')} × {times}")
    return _cap(
        "partner-cloud", cut(before), values, cut_off(text, before, locator, FRACTIONS["partner-cloud"]), locator
    )


def zoom_cap(*, price: int, years: int = 1) -> Calculation:
    """Zoom's ceiling of damages in yen: a twelfth of the package's price for a year; `price` may cover several `years`."""
    price = money(price)
    divisor = figures("zoom")["liability-cap-divisor"]
    # 33(3): a twelfth of what the package that caused the damage cost, for a year.
    before = Fraction(price, years * divisor.whole)
    by = f" ÷ {years}年" if years != 1 else "", f" ÷ {years} years" if years != 1 else ""
    text = Text(f"{price:,}円{by[0]} ÷ {divisor.whole}", f"{price:,} yen{by[1]} ÷ {divisor.whole}")
    values: dict[str, Value] = {"price": price, "years": years if years != 1 else None}
    return _cap("zoom", cut(before), values, cut_off(text, before, divisor.locator), divisor.locator)


def _cap(agreement: str, result: int, values: dict[str, Value], steps: tuple[Step, ...], locator: str) -> Calculation:
    if agreement == "zoom":
        assumptions = (
            Text(
                "1円未満は切り捨てました（約款に定めがありません）。",
                "Fractions of a yen are cut off (the text does not say).",
            ),
        )
        notes: tuple[Remark, ...] = (
            Remark(
                Text(
                    "同じ条の第2項は理由を問わず一切の責任を否定しており、第3項の上限とかみ合いません。",
                    "Paragraph 2 of the same article excludes all liability whatever the reason, which sits badly with this ceiling.",
                ),
                ("zoom/article-33/paragraph-2",),
            ),
            Remark(
                Text(
                    "故意または重大な過失による損害は、免責の例外とされています。",
                    "Intent and gross negligence are excepted from the exclusion of liability.",
                ),
                ("zoom/article-34/paragraph-9",),
            ),
        )
        more: tuple[str, ...] = ("zoom/article-33/paragraph-2",)
    else:
        assumptions = (
            Text(
                "障害（全く利用できない状態）以外の契約違反による損害としました。",
                "The breach is taken to be other than an outage.",
            ),
        )
        notes = (
            Remark(
                Text(
                    "障害による損害は第43条第1項・第2項によります。SDPFサービスの責任は、まず同サービスの規約の範囲に限られます。",
                    "Outages fall under article 43(1) and (2). For SDPF, NTT Communications' own terms limit the liability first.",
                ),
                ("partner-cloud/article-43/paragraph-2", "partner-cloud/article-20/paragraph-3"),
            ),
        )
        more = ("partner-cloud/article-43/paragraph-3", "partner-cloud/article-27/paragraph-1")
    return Calculation(
        "damages-cap",
        agreement,
        understood(values, LABELS, UNITS),
        Text(f"損害賠償の上限は{result:,}円です。", f"The ceiling of damages is {result:,} yen."),
        result,
        "yen",
        steps,
        assumptions,
        (),
        notes,
        (locator, *more),
    )
