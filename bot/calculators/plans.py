"""Which plan or licence fits a number of people, and what comes with so many licences."""

from ingest.errors import InputError

from .calculation import Calculation, Reading, Remark, Step, understood
from .catalogue import FREE, NEWORK, ZOOM, ZOOM_ALL
from .figures import Figure, figures
from .values import Name, Text, Value, show

UNITS = {
    "participants": "person", "guests": "person", "users": "licence", "added": "licence", "licences": "licence", "needed": "GB", "extension": "GB",
}  # fmt: skip
LABELS = {
    "participants": Text("参加人数", "Participants"), "guests": Text("同時に招待するゲスト", "Guests at one time"),
    "what": Text("知りたいこと", "Wanted"), "users": Text("ユーザー数", "Users"), "added": Text("追加するライセンス", "Licences to add"),
    "current": Text("現在のライセンス", "Current licence"), "plan": Text("ライセンス", "Licence"), "licences": Text("ライセンス数", "Number of licences"),
    "extension": Text("録画容量の拡張", "Storage extension"), "needed": Text("必要な容量", "Storage needed"),
}  # fmt: skip
WHAT = {
    "plan": Name("plan", Text("必要なライセンス", "the licence needed")),
    "storage": Name("storage", Text("クラウド録画の容量", "cloud recording storage")),
    "rooms": Name("rooms", Text("RoomsとCRコネクタの数", "Rooms and CR connectors")),
}
# figures.toml's names of the licences
FIGURE = {
    "pro": "pro", "business": "business", "enterprise": "enterprise-essentials", "education": "school-and-campus",
    "education-enterprise": "education-enterprise-essentials",
}  # fmt: skip
GIGABYTES = {"gigabytes": 1, "terabytes": 1000}  # spec (13) itself adds 200 GB to 1 TB as 1,200 GB


def nework_plan(*, participants: int, guests: int | None = None) -> Calculation:
    """The smallest NeWork plan for so many participants in a workspace and so many guests at one time; None if no plan fits."""
    f = figures("nework")
    # note 1, tariff table 1 section 1: each plan takes up to so many participants, and up to so many guests at one time.
    # Guests are part of the Free plan only during its first days, so it is not a lasting answer for them.
    fits = [
        plan
        for plan in NEWORK.values()
        if participants <= f[f"participants-{plan.id}"].whole
        and (not guests or (guests <= f[f"guests-{plan.id}"].whole and plan != FREE))
    ]
    plan = min(fits, key=lambda p: f[f"participants-{p.id}"].value, default=None)
    largest = list(NEWORK.values())[-1]
    steps = [
        _limit(
            participants, f[f"participants-{(plan or largest).id}"], (plan or largest), Text("参加人数", "participants")
        )
    ]
    if guests:
        steps.append(_limit(guests, f[f"guests-{(plan or largest).id}"], (plan or largest), Text("ゲスト", "guests")))
    readings: tuple[Reading, ...] = ()
    free_days = f["trial-days"]
    if guests and guests <= f["guests-free"].whole and participants <= f["participants-free"].whole:
        text = Text(
            f"利用開始から{free_days.whole}日間だけならFreeプランでもゲストを招待できる",
            f"For the first {free_days.whole} days only, the Free plan takes guests too",
        )
        readings = (Reading(text, FREE, free_days.locator, ""),)
    headline = (
        Text(f"必要なプランは{plan.text.ja}です。", f"The plan needed is {plan.text.en}.")
        if plan
        else Text("その人数に対応するプランはありません。", "No plan takes that many.")
    )
    return Calculation(
        "plans", "nework", understood({"participants": participants, "guests": guests}, LABELS, UNITS), headline, plan, "", tuple(steps),
        (Text("1ワークスペースについての人数です。", "The number is for one workspace."),), readings, _guest_note(guests),
        tuple(dict.fromkeys(step.locator for step in steps)),
    )  # fmt: skip


def _limit(count: int, figure: Figure, plan: Name, of: Text) -> Step:
    sign = "≦" if count <= figure.whole else "＞"
    text = Text(
        f"{of.ja} {count:,}人 {sign} {plan.text.ja}の上限{figure.whole:,}人",
        f"{count:,} {of.en} {'≤' if count <= figure.whole else '>'} limit of {plan.text.en} ({figure.whole:,})",
    )
    return Step(text, count <= figure.whole, "", figure.locator)


def _guest_note(guests: int | None) -> tuple[Remark, ...]:
    if not guests:
        return ()
    text = Text(
        "ゲストの上限はTeam 300でもTeam 100と同じです。", "Team 300's limit of guests is the same as Team 100's."
    )
    return (Remark(text, (figures("nework")["guests-team-300"].locator,)),)


def zoom_range(plan: Name) -> tuple[int, int]:
    """Fewest and most users of a licence: the fewest to begin with, and that plus the most that can be added."""
    f, name = figures("zoom"), FIGURE[plan.id]
    first = f[f"users-minimum-{name}"].whole
    return first, first + f[f"users-additional-{name}"].whole


def zoom_licence(*, users: int | None = None, current: Name | None = None, added: int | None = None) -> Calculation:
    """The Zoom licence for so many users, or after adding some to the `current` licence in mid-term; None if none takes so many."""
    total = (users or 0) + (added or 0)
    # spec (13): each licence has a fewest number of users and a most that can be added to it.
    plan = next((p for p in ZOOM.values() if zoom_range(p)[0] <= total <= zoom_range(p)[1]), None)
    name = FIGURE[(plan or ZOOM["enterprise"]).id]
    first, last = zoom_range(plan or ZOOM["enterprise"])
    locator = figures("zoom")[f"users-minimum-{name}"].locator
    text = Text(
        f"{(plan or ZOOM['enterprise']).text.ja}は{first:,}〜{last:,}ユーザー",
        f"{(plan or ZOOM['enterprise']).text.en}: {first:,} to {last:,} users",
    )
    steps = [Step(text, first <= total <= last, "", locator)]
    if added:
        steps.insert(
            0,
            Step(
                Text(f"{users or 0:,} ＋ {added:,}", f"{users or 0:,} + {added:,}"),
                total,
                "licence",
                "zoom/guide-2/section-4/item-2",
            ),
        )
    headline = (
        Text(f"{total:,}ユーザーに必要なのは{plan.text.ja}です。", f"{total:,} users need {plan.text.en}.")
        if plan
        else Text(f"{total:,}ユーザーに対応するライセンスはありません。", f"No licence takes {total:,} users.")
    )
    notes = _zoom_moves(current, plan) if current and plan else ()
    values: dict[str, Value] = {"users": users, "added": added, "current": current}
    derived = (
        Text(
            "上限は、最少ユーザー数に追加購入の上限を足して求めました。",
            "The maximum is the fewest users plus the most that can be added.",
        ),
    )
    more = ("zoom/guide-2/section-4/item-2",) if current or added else ()
    if (
        current == ZOOM["enterprise"] and plan == ZOOM["business"]
    ):  # what ends the one rules, before what begins the other
        locator, more = figures("zoom")["downgrade-threshold-enterprise-essentials"].locator, (locator, *more)
    return Calculation(
        "plans",
        "zoom",
        understood(values, LABELS, UNITS),
        headline,
        plan,
        "",
        tuple(steps),
        derived,
        (),
        notes,
        tuple(dict.fromkeys((locator, *more))),
    )


def _zoom_moves(current: Name, plan: Name) -> tuple[Remark, ...]:
    item = "zoom/guide-2/section-4/item-2"
    if current.id == plan.id:
        return ()
    if current.id == "pro":
        text = Text("プロからの切り替えは、契約の更新時にできます。", "From Pro one moves up at renewal only.")
        return (Remark(text, (item, "zoom/guide-2/section-3")),)
    if current.id == "business" and plan.id == "enterprise":
        text = Text(
            "契約期間の途中でも追加する月から切り替わり、既存のライセンスもすべてエンタープライズになります。",
            "In mid-term all licences, the existing ones too, switch to Enterprise from the month of the addition.",
        )
        return (Remark(text, (item,)),)
    if current.id == "enterprise" and plan.id == "business":
        threshold = figures("zoom")["downgrade-threshold-enterprise-essentials"]
        text = Text(
            f"{threshold.whole}ユーザーを下回るとビジネスになります。",
            f"Below {threshold.whole} users it becomes Business.",
        )
        return (Remark(text, (threshold.locator,)),)
    text = Text(
        "プロへのダウングレードはできず、新規の購入になります。", "One cannot downgrade to Pro: it is bought anew."
    )
    return (Remark(text, ("zoom/guide-2/section-5",)),)


def zoom_storage(
    *, plan: Name, licences: int = 0, extension: int | None = None, needed: int | None = None
) -> Calculation:
    """Cloud recording storage in GB with so many licences: None where it has no limit. `extension` is a tier in GB; `needed` finds the tier.

    Raises InputError for an extension that is not sold.
    """
    f = figures("zoom")
    values: dict[str, Value] = {"plan": plan, "licences": licences or None, "extension": extension, "needed": needed}
    row = f[
        f"users-minimum-{FIGURE[plan.id]}"
        if plan.id != "education-enterprise"
        else "storage-per-licence-education-enterprise-essentials"
    ].locator
    if plan.id == "enterprise":
        # spec (13): Enterprise records without a limit.
        headline = Text(f"{plan.text.ja}の録画容量に上限はありません。", f"Storage with {plan.text.en} is unlimited.")
        return Calculation(
            "plans", "zoom", understood(values, LABELS, UNITS), headline, "unlimited", "", (), (), (), (), (row,)
        )
    if licences < 1:
        raise InputError("the number of licences must be at least 1", "ライセンス数は1以上で指定してください。")
    each = f[f"storage-per-licence-{FIGURE[plan.id]}"]
    # spec (13): so many GB for each licence; an extension is one tier on top of it, and a higher tier replaces a lower one.
    total = each.value * licences
    per = show(each.value, "GB", "ja")
    steps = [
        Step(
            Text(
                f"{per} × {licences:,}ライセンス", f"{show(each.value, 'GB', 'en')} × {show(licences, 'licence', 'en')}"
            ),
            total,
            "GB",
            each.locator,
        )
    ]
    tiers = [f[f"storage-extension-{n}"] for n in (1, 2, 3)]
    sizes = [tier.whole * GIGABYTES[tier.unit] for tier in tiers]
    if needed is not None and needed > total:
        extension = next((size for size in sizes if total + size >= needed), None)
        if extension is None:
            raise InputError(f"no single extension reaches {needed:,} GB", f"1つの拡張では{needed:,}GBに届きません。")
        text = Text(f"{needed:,}GBに足りる最小の拡張", f"The smallest extension that reaches {needed:,} GB")
        steps.append(Step(text, extension, "GB", tiers[0].locator))
    if extension is not None:
        if extension not in sizes:
            raise InputError(
                "extensions are 200 GB, 1 TB or 5 TB, one at a time", "拡張は200GB、1TB、5TBのいずれか1つです。"
            )
        total += extension
        steps.append(Step(Text("拡張を加えた容量", "With the extension"), total, "GB", tiers[0].locator))
    headline = Text(
        f"クラウド録画の容量は{show(total, 'GB', 'ja')}です。", f"Cloud recording storage is {show(total, 'GB', 'en')}."
    )
    return Calculation(
        "plans", "zoom", understood(values, LABELS, UNITS), headline, total, "GB", tuple(steps), (), (),
        _extension_notes(plan) if extension else (), tuple(dict.fromkeys(step.locator for step in steps)),
    )  # fmt: skip


def _extension_notes(plan: Name) -> tuple[Remark, ...]:
    row = figures("zoom")["storage-extension-1"].locator
    one = Text(
        "拡張は一度に1つで、上位に替えると下位に加算されず置き換わります。",
        "One tier at a time: a higher tier replaces the lower one and is not added to it.",
    )
    if plan.id != "pro":
        return (Remark(one, (row,)),)
    text = Text("拡張はビジネスとエデュケーションについてだけ書かれており、プロにも使えるかは明らかではありません。", "Extensions are named for Business and Education only: whether Pro can have one is not said.")  # fmt: skip
    return (Remark(one, (row,)), Remark(text, (row,)))


def zoom_rooms(*, licences: int, plan: Name = ZOOM_ALL["enterprise"]) -> Calculation:
    """How many Rooms licences and CR connectors come with so many Essentials licences."""
    if plan.id not in ("enterprise", "education-enterprise"):
        raise InputError(
            "only the Essentials licences bring Rooms licences", "Roomsの付与があるのはEssentialsライセンスだけです。"
        )
    each = figures("zoom")["rooms-per-licences" if plan.id == "enterprise" else "rooms-per-licences-education"]
    # spec (13): one for every 25 licences in use.
    count = licences // each.whole
    text = Text(f"{licences:,} ÷ {each.whole}（端数切り捨て）", f"{licences:,} ÷ {each.whole} (fractions cut off)")
    headline = Text(
        f"RoomsライセンスとCRコネクタはそれぞれ{count:,}ライセンス分です。",
        f"{show(count, 'licence', 'en')} of Rooms and as many CR connectors come with them.",
    )
    return Calculation(
        "plans", "zoom", understood({"licences": licences, "plan": plan}, LABELS, UNITS), headline, count, "licence",
        (Step(text, count, "licence", each.locator),),
        (Text("端数は切り捨てました（規約に定めがありません）。", "Fractions are cut off (the text does not say)."),), (), (), (each.locator,),
    )  # fmt: skip


def zoom_plan(
    *,
    what: Name = WHAT["plan"],
    users: int | None = None,
    added: int | None = None,
    current: Name | None = None,
    plan: Name | None = None,
    licences: int | None = None,
    extension: int | None = None,
    needed: int | None = None,
) -> Calculation:
    """Any of the questions about Zoom's licences. Raises InputError if what it needs is missing."""
    if what.id == "storage" and plan:
        return zoom_storage(plan=plan, licences=licences or 0, extension=extension, needed=needed)
    if what.id == "rooms" and licences:
        return zoom_rooms(licences=licences, plan=plan or ZOOM_ALL["enterprise"])
    if what.id == "plan" and (users or added):
        return zoom_licence(users=users, current=current, added=added)
    raise InputError("the number of users or licences is missing", "ユーザー数またはライセンス数が必要です。")
