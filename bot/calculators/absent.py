"""What the agreements do not rule, with what comes nearest. A calculator never borrows another agreement's rule."""

from .calculation import NoSuchRule
from .values import Text

_NO_PRICE = Text(
    "の料金表（別紙1）は規約の本文になく、月額料金は計算できません。月額料金が分かれば、それを入力して計算できます。",
    "'s price table (annex 1) is not part of the text, so its monthly fee cannot be computed. Give the fee, and it is computed from that.",
)
_NO_CAP = Text("には損害賠償の一般的な上限の定めがありません。", " sets no general ceiling of damages.")
_NO_PLANS = Text("には人数で選ぶプランの定めがありません。", " has no plans chosen by a number of people.")

# (calculator, agreement): what to say after the service's name, and the nearest clauses, best first
ABSENT: dict[tuple[str, str], tuple[Text, tuple[str, ...]]] = {
    ("late-interest", "zoom"): (
        Text(
            "の契約約款に延滞利息の定めはありません。規約から延滞利息は計算できません。",
            "'s terms have no late-interest clause, so no late interest can be computed from them.",
        ),
        ("zoom/article-31/paragraph-1/item-2", "zoom/article-33/paragraph-3"),
    ),
    ("monthly-fee", "zoom"): (
        Text(
            "の料金はどの条項にも書かれていません（営業窓口に確認）。中途解約と返金はできません。",
            ": no clause states a price (ask the sales contact). There is no cancellation in mid-term and no refund.",
        ),
        ("zoom/guide-2/section-2", "zoom/spec/section-5", "zoom/guide-2/section-5"),
    ),
    ("outage-credit", "zoom"): (
        Text(
            "には障害による料金の減額の定めがありません。損害賠償の上限が最も近い定めで、damages-capで計算できます。",
            " gives no credit for an outage. What comes nearest is the ceiling of damages, computed by damages-cap.",
        ),
        ("zoom/article-33/paragraph-3", "zoom/spec/section-10", "zoom/article-34/paragraph-2"),
    ),
    ("deadlines", "zoom"): (
        Text(
            "では契約者の都合による中途解約ができないため、解約の期限は計算できません。更新を購入しなければ期間の満了で終わります。",
            ": the customer cannot cancel in mid-term, so there is no deadline to compute. Without a renewal it ends with its term.",
        ),
        ("zoom/spec/section-5", "zoom/guide-2/section-5", "zoom/article-8/paragraph-1"),
    ),
    ("surcharge", "zoom"): (
        Text("の契約約款に割増金の定めはありません。", "'s terms have no surcharge on evaded fees."),
        ("zoom/article-31/paragraph-1", "zoom/article-33/paragraph-3"),
    ),
    ("surcharge", "partner-cloud"): (
        Text(
            "には割増金の定めがありません。支払いが遅れたときの延滞利息が最も近い定めです。",
            " has no surcharge on evaded fees. What comes nearest is late interest.",
        ),
        ("partner-cloud/article-26/paragraph-1", "partner-cloud/article-16/paragraph-1"),
    ),
    ("damages-cap", "nework"): (
        Text(
            _NO_CAP.ja + "障害（全く利用できない状態）についての限度が最も近い定めです。",
            _NO_CAP.en + " What comes nearest is the limit for an outage, computed by outage-credit.",
        ),
        ("nework/article-24/paragraph-2", "nework/article-24/paragraph-1", "nework/article-24/paragraph-4"),
    ),
    ("damages-cap", "cti"): (
        Text(
            _NO_CAP.ja + "責任と保証を限定する定めが最も近いものです。",
            _NO_CAP.en + " What comes nearest limits responsibility and warranty.",
        ),
        ("cti/article-8", "cti/article-32", "cti/article-24/paragraph-6"),
    ),
    ("plans", "cti"): (_NO_PLANS, ("cti/article-6", "cti/article-22/paragraph-1")),
    ("plans", "partner-cloud"): (_NO_PLANS, ("partner-cloud/article-20/paragraph-1",)),
}
PRICES: dict[str, tuple[Text, tuple[str, ...]]] = {
    "cti": (_NO_PRICE, ("cti/article-22/paragraph-1", "cti/article-22/paragraph-6")),
    "partner-cloud": (_NO_PRICE, ("partner-cloud/article-24/paragraph-1", "partner-cloud/article-14/paragraph-1")),
    "zoom": ABSENT["monthly-fee", "zoom"],
}
SERVICES = {
    "nework": Text("NeWork", "NeWork"),
    "cti": Text("クラウドCTI", "Cloud CTI"),
    "partner-cloud": Text("パートナークラウド", "Partner Cloud"),
    "zoom": Text("Zoomライセンスサービス", "The Zoom licence service"),
}


def no_such_rule(name: str, agreement: str) -> NoSuchRule | None:
    """What to say where the agreement has no rule for a calculator (zoom's deadlines: for cancelling); None where it has one."""
    return _say(name, agreement, ABSENT.get((name, agreement)))


def no_price(agreement: str) -> NoSuchRule | None:
    """What to say to someone who asks for a price that no clause states; None where one does."""
    return _say("monthly-fee", agreement, PRICES.get(agreement))


def _say(name: str, agreement: str, found: tuple[Text, tuple[str, ...]] | None) -> NoSuchRule | None:
    if found is None:
        return None
    text, locators = found
    service = SERVICES[agreement]
    return NoSuchRule(agreement, name, Text(service.ja + text.ja, service.en + text.en), locators)
