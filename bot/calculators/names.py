"""Services and plans that a question names."""

import re
import tomllib
from functools import cache

from ingest.library import corpus_folder

from .catalogue import NEWORK, ZOOM_ALL
from .mention import Mention, Scan, mention

_AGREEMENTS = ("nework", "cti", "partner-cloud", "zoom")
_MORE_NAMES = {
    "nework": ["ne work", "ネットワークのnework"],
    "cti": ["c t i"],
    "partner-cloud": ["SDPF", "パートナー・クラウド", "PartnerCloud"],
    "zoom": ["ズーム"],
}
_PLANS = re.compile(
    r"(?:team|チーム)[\s\-_‐]?(?P<team>\d+)"
    r"|(?P<free>(?<![A-Za-z])free(?![- ]of|[A-Za-z])(?:\s*plan)?|フリー(?!ダイ)(?:プラン)?|無料プラン)"
    r"|(?P<eduent>(?:education(?:al)?|エデュケーション|教育)[\s・]*(?:(?:enterprise|エンタープライズ)(?:\s*essentials?)?|essentials))"
    r"|(?P<edu>school\s*(?:and|&)\s*campus|education(?:al)?(?![a-z])|エデュケーション)"
    r"|(?P<ent>enterprise(?:\s*essentials?)?|エンタープライズ(?:\s*essentials?)?|(?<![A-Za-z])essentials)"
    r"|(?P<business>business(?!\s*(?:days?|hours?|partner|card|d\s*account|trip|use))|ビジネス(?!デー|日|d|リンク|パートナ|ホン))"
    r"|(?P<pro>(?<![A-Za-z])pro(?![A-Za-z-])|プロ(?=ライセンス|プラン|[\s、。にをはがのでか]|\d|から|への|$))"
    r"|(?P<other>(?<![A-Za-z])(?:gold|silver|platinum|premium|standard|basic|starter|plus|lite|light|ultimate|unlimited|deluxe)(?=\s*(?:plan|licen))"
    r"|(?:ゴールド|シルバー|プラチナ|プレミアム|スタンダード|ベーシック|スターター|プラス|ライト)(?=プラン|ライセンス))",
    re.I,
)


@cache
def _agreement_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Longest names first, so that a name inside another is not read alone."""
    names: dict[str, str] = {}
    for slug in _AGREEMENTS:
        path = corpus_folder() / slug / "agreement.toml"
        data = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        for name in (*data.get("names", ()), *data.get("companies", ()), *_MORE_NAMES[slug], slug):
            names[name.lower()] = slug
    out = []
    for name in sorted(names, key=len, reverse=True):
        guard = (r"(?<![a-z])" if name[0].isascii() else "", r"(?![a-z])" if name[-1].isascii() else "")
        out.append((re.compile(guard[0] + re.escape(name).replace(r"\ ", r"\s*") + guard[1], re.I), names[name]))
    return tuple(out)


def take_agreements(scan: Scan) -> None:
    """Mentions "agreement" (slug)."""
    for pattern, slug in _agreement_names():
        scan.take(pattern, lambda m, slug=slug: mention("agreement", slug, m))  # type: ignore[misc]


def take_plans(scan: Scan) -> None:
    """Mentions "plan" (Name), or "unknown-plan" (the words) for one that neither service offers."""
    scan.take(_PLANS, _plan)


def _plan(match: re.Match[str]) -> Mention:
    if match["team"]:
        plan = NEWORK.get(f"team-{match['team']}")
        return mention("plan", plan, match) if plan else mention("unknown-plan", match[0], match)
    if match["other"]:
        return mention("unknown-plan", match[0], match)
    if match["free"]:
        return mention("plan", NEWORK["free"], match)
    kind = next(key for key in ("eduent", "edu", "ent", "business", "pro") if match[key])
    plans = {
        "eduent": "education-enterprise",
        "edu": "education",
        "ent": "enterprise",
        "business": "business",
        "pro": "pro",
    }
    return mention("plan", ZOOM_ALL[plans[kind]], match)
