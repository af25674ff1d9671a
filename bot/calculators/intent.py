"""Which calculator a question is for, and how it asks."""

import re
from dataclasses import dataclass

_FLAGS = re.I


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), _FLAGS)


HOW_MUCH = _any(
    r"いくら|幾ら|何円|なんぼ|追加したい|増やしたい|どのくらい|どれくらい|どれだけ|どの程度|金額|総額|合計|額は|料金は|利息は|割増金は|上限は|賠償額|請求額|教えて|求めて|出して|払えば|払う(?:の|こと)?[はか?]",
    r"how\s+much|how\s+many\s+yen|amount|what\s+(?:is|are|'s|would|will|do|does|did|should|can|must)\b|what's|how\s+high|how\s+big|come\s+to|\bowe|total\b",
)
COMPUTE = _any(
    r"(?<!日割)(?<!日数)計算(?:して|し(?:たい|ます|ろ)|を?お?願|してくだ)|試算|算出して|算定して|見積もって",
    r"(?<!how to )(?<!how do you )(?<!how do i )(?<!how do we )\b(?:calculate|compute|work\s+out|figure\s+out)\b",
)
# A value is asked for, not merely something.
_STRICT = _any(
    r"いくら(?!分)|何円|金額|総額|料金|請求|税込|税抜|税別",
    r"how\s+much|\bfees?\b|charg|\bbill|\bprice|\bcosts?\b|invoice|what\s+(?:is|are)\s+due|what\s+do\s+we\s+(?:pay|owe)|\btotal\b|(?:before|with|incl\w*\.?|without|plus|excl\w*\.?)\s+(?:\d+\s*%\s+)?(?:consumption\s+)?tax|tax[\s-]+in",
)
_VALUE = _any(
    r"いくら|何円|金額|[^ァ-ヶ]額は|料金は|請求は|料金を|何円",
    r"how\s+much|what\s+(?:do|will|would|is|are|does)\b|what's|compensation|(?:fee|charge|bill|refund|credit|interest)\s*\?",
)
_HOW_MANY_DAYS = _any(r"何日分|何日間分", r"how\s+many\s+days")
RATE = _any(
    r"(?<!税)率は|利率|何%|何パーセント|年利|割合は",
    r"what\s+(?:is\s+the\s+)?(?:interest\s+|annual\s+|yearly\s+)?rate|the\s+rate\b|which\s+rate|what\s+percent|per\s*cent(?:age)?\b",
)
WHEN = _any(
    r"いつ|何日(?:まで|付|に|か|で|から)|何月|期限|締め?切|〆切|最短|最も早|一番早|早くて|遅くとも|間に合|期間は|満たし|まだ(?:更新|購入|買|解約)|何[か・ヶケカ]月分|何日付|(?:解約|終了|更新|延長|変更|解除|やめ)(?:する|したい|できる|る)?には|解約できますか|(?:更新|購入)でき(?:ます|る)|解約日|終了日|購入(?:可能)?期間|更新(?:可能)?期間|何日|満了日|必着|月数|何[か・ヶケカ]月|開始日",
    r"\bwhen\b|by\s+what|what\s+(?:date|day)|which\s+(?:date|day|month)|until\s+what|deadline|latest|last\s+(?:possible\s+)?(?:day|date)|earliest|soonest|in\s+time|too\s+late"
    r"|early\s+enough|soon\s+enough|window|how\s+(?:many\s+months|late|early|soon|long)|can\s+(?:i|we)\b.*\b(?:cancel|end|terminate|renew)|still\s+(?:renew|buy|cancel|possible)|take\s+effect|(?:cancel\w*|end|termination)\s+date|effective|run(?:s)?\s+until"
    r"|number\s+of\s+months|\bmonths\s*\?|the\s+period\s+(?:in|during|within|for)|months?\s+to\s+(?:order|buy|pay)|notice\s+date",
)
WHICH = _any(
    r"どの(?:プラン|ライセンス|種類|料金|契約)|(?:プラン|ライセンス)の?種[別類]|種別|(?:容量|ライセンス数|rooms数|個数|本数)[?、。]?\s*$|参加(?:者|人)数\s*\d+\s*[人名]\s*$|どちらの|どれ|どの拡張|何プラン|どんなプラン|(?:プラン|ライセンス)[はがを]?(?:何|どう|必要|足り|適|合|いい|良い|選)|使えるプラン|(?:プラン|ライセンス)は?[?、。]?\s*$|必要な(?:プラン|ライセンス)|足り|適切|どのくらい|いくつ|何GB|何ギガ|どれだけ|どうな|何個|何本|何ライセンス|容量は|追加したい|増やしたい|プランを|(?:プラン|ライセンス)はある|(?:になり|なれば)",
    r"(?:which|what)\s+(?:\w+\s+)?(?:plan|licen[cs]e|tier|product|edition|subscription|menu|package)|do\s+(?:i|we)\s+need|enough|suitable|(?:come|comes|included)\s+with|how\s+(?:big|large)|fit|right\s+plan|how\s+(?:much|many)|what\s+happens|what(?:'s|\s+is)\s+the\s+(?:smallest|cheapest|right|best|lowest)|(?:plan|licen[cs]e)\s+(?:type|tier)|type\s+of\s+(?:plan|licen)|should\s+(?:i|we)|want\s+to\s+add|\bplans?\s+for\b|\b(?:pro|business|enterprise|free|team\s*\d+)\s+or\b",
)
HYPOTHETICAL = _any(
    r"なら|だったら|だとしたら|だと(?:どう|[、?]|いくら)|(?:た|れ|え|け|め|せ)ば|した?ら|の場合|場合は|では[?、。]?\s*$|は[?？]\s*$|にすると|に変え|に(?:変更)?して|じゃあ|それでは|代わりに|もし|ほうは|同じ条件|同じく|でも(?:同じ|う一度)",
    r"what\s+if|how\s+about|what\s+about|and\s+(?:if|for|on|with|under|what)|if\s+it\s+(?:were|was|had)|instead|suppose|assume|make\s+(?:it|that)|change\s+(?:it|that|the)|same\s+(?:for|with|on|under|thing)|then\s+for|^\s*(?:and|or|but|with|under|on|for)\b|would\s+it\s+be",
)
YES_NO = _any(
    r"(?:かか|発生し|つき|付き|生じ|くれ|取られ|請求され|あり|必要です|課され|もらえ|受けられ|され|でき|いり|要り)(?:ます|る)?(?:の|ん(?:です)?)?か[?。、]?\s*$|(?:かかる|ある|つく|取られる|もらえる|必要)\s*[?]\s*$",
    r"^\s*(?:is|are|does|do|did|can|could|will|would|must|may|should|am)\b(?!.*\bhow\s+much)",
)
_LATE = _any(
    r"延滞|遅延(?:利息|損害金|金)|利息|滞納|(?:支払|払|入金|振込|振り込み)[^。、]{0,10}(?:遅れ|遅滞|遅く)|遅れて[^。、]{0,12}(?:支払|払|入金|振)|遅れた(?:場合|とき|ら|分)[^。]{0,20}(?:支払|利息)",
    r"late[\s-]*(?:payment|interest|fee|charge|penalt)|\binterest\b|overdue|arrears|(?:paid|pay|pays|paying|payment)\b[^.?!]{0,40}\blate\b|late\s+paying|should\s+have\s+(?:been\s+)?paid|default\s+interest",
)
_LATE_SUM = _any(r"遅れ|遅延", r"\blate\b")
_SURCHARGE = _any(
    r"割増金|割増し?|不法に免れ|不正に(?:免れ|支払)|免れた|支払いを?逃れ|ごまか|払わずに済ませ",
    r"surcharge|\bevad|\bevasion|dodg|unlawfully\s+(?:avoid|escap)|cheated\s+out",
)
_OUTAGE = _any(
    r"障害|全断|断絶|使用不[可能]|利用不[可能]|使えな|使えませ|使えず|使用でき|利用でき(?:な|ず|ませ)|つながらな|繋がらな|ダウン|止ま|停止(?!条件)|落ち(?:た|て|まし)|不通|復旧|中断|不具合",
    r"outage|(?<!laid )(?<!set )\bdown\b|downtime|unavailab|unusable|interrupt|could\s*n[o']t\s+(?:be\s+)?use|cannot\s+(?:be\s+)?use|out\s+of\s+service|not\s+work|stopped\s+working|restored|offline|\bfail(?:s|ed|ing)?\b|went\s+dark|\b(?:was|is|were|went)\s+dead\b|(?:completely|totally|entirely)\s+dead|\bdead\s+(?:for|from|since)|total\s+loss|\b(?:was|were|is|been)\s+out\b",
)
_SUSPENDED = _any(
    r"(?:利用|サービス)[のを]?(?:一時)?(?:停止|中断)|休止|一時停止|使わなかった|使っていな",
    r"suspen|paused|\bpause\b|on\s+hold|did\s*n[o']t\s+use",
)
_FAILED = _any(
    r"障害|全断|復旧|不具合|故障|ダウン|落ち(?:た|て)|全く|完全|まったく|賠償|補償|減額|免除|覚知|責",
    r"outage|\bdown\b|restored|\bfail|fault|compensat|credit|refund|unavailab|unusable",
)
_RELIEF = _any(
    r"減額|返金|返還|賠償|補償|免除|損害|戻", r"compensat|credit|refund|\bback\b|reduc|rebate|reimburs|damages|liab"
)
_DAMAGES = _any(
    r"損害|賠償|契約違反|責任の?(?:上限|限度|制限)|上限額",
    r"most\s+(?:that\s+)?(?:we|i)\s+(?:could|can|may)\s+(?:recover|claim|get)|damages?\b|liabilit|liable|claim\s+at\s+most|\bbreach|compensation\s+(?:cap|limit|ceiling)|(?:cap|ceiling|limit|maximum)\s+(?:of|on|for)\s+(?:the\s+)?(?:damages|liability|compensation|claim)|maximum\s+(?:compensation|claim)",
)
_DEADLINE = _any(
    r"解約|解除|退会|やめ|辞め|止めたい|終了|付加機能|オプション|回線|更新|延長|継続|登録|住所|連絡先|商号|社名|終わり|最低利用|追加|増や|サービス開始|利用開始|開始日|契約.{0,6}終わ|始め|満了|契約.{0,4}まで|届け?出|利用できるの|注文",
    r"\bover\s+(?:on|by)\b|\bout\s+of\b|\bleav(?:e|ing)\b|expir|runs?\s+out|\b(?:are|be|is)\s+(?:we|it)\s+(?:out|over|done)\b|\bnotif|cancel|terminat|\bquit\b|\bend(?:s|ing)?\b|contract\s+(?:end|run)|leave\s+the|give\s+notice|optional|option|add-?on|\bfeature|\bline\b|circuit|renew|extend|extension|registered|address|details|minimum\s+term|"
    r"add(?:ed|ing)?\b|extra|additional|service\s+(?:start|begin)|start\s+(?:of|date)|moving|move\b|relocat|stop\s+(?:the|using)|want\s+out",
)
_MORE = _any(r"追加で\s*\d", r"\d+\s+(?:additional|extra|more)\s+licen")
_PLANS = _any(
    r"プラン|ライセンス|録画|容量|ストレージ|rooms|コネクタ|何人まで|人で(?:使|利用)|ユーザー?",
    r"\bplans?\b|licen[cs]|record|storage|\brooms\b|connector|tier|\busers\b|edition|participants|seats",
)
_FEE = _any(
    r"料金|月額|利用料|日割|使用料|請求(?:額|される)|支払(?:額|う|い)|費用|税込|いくら(?:かか|払|にな)|払(?:う|え)|代金",
    r"\bfees?\b|monthly|charg|\bbill|\bcosts?\b|prorat|pro[\s-]?rata|\bpay\b|invoice|\bowe|\bprice\b|\bdue\b",
)
_EVENT = _any(
    r"開始|始め|使い始|契約し|導入|提供|利用を|解約|やめ|辞め|終了|変更|切り替え|切替|変え|アップグレード|ダウングレード|解除|月分|途中",
    r"\bfrom\b|\bsince\b|start|begin|began|sign(?:ed)?\s+up|provid|switched\s+on|\bon\s+the\s+\S+\s+plan|subscri|launch|go(?:es)?\s+live|went\s+live|cancel|terminat|\bend|chang|switch|upgrad|downgrad|mov(?:e|ed|ing)\s+(?:to|from|up)|mid-?month|join|quit|stop",
)
_PRICE = _any(r"(?:いくら|何円|料金|価格|値段|月額|費用|単価|年額)", r"how\s+much|price|cost|\bfee\b|\bcharge\b")
_COST = _any(
    r"かか[るり]|いくら(?!つ)|何円|料金|値段|価格|費用",
    r"\bcosts?\b|\bprice|\bfees?\b|how\s+much\s+(?:is|for|does|do|would|will)\b",
)
_STORAGE = _any(r"録画|容量|ストレージ|保存", r"record|storage|\bgb\b|\btb\b|gigabyte")
_ROOMS = _any(r"rooms|コネクタ|connector|CR\b|ルームズ")

# A plan or licence for a group whose size is not said: it is asked for.
_FOR_US = _any(
    r"(?:うち|当社|弊社|会社|チーム|部署|全員|私たち)[^。]{0,12}(?:どの|どんな)(?:プラン|ライセンス)(?:を|が)?(?:選|買|契約|申し込|必要|いい|良い|合)",
    r"(?:which|what)\s+(?:\w+\s+)?(?:plan|licen[cs]e)\s+(?:do|should|would|must)\s+(?:i|we)\s+(?:need|buy|choose|take|pick|get)"
    r"\s+(?:for\s+)?(?:my|our|the|this)\s+(?:whole\s+)?(?:team|company|office|department|group|staff|school|organi[sz]ation)\s*\?",
)
# The exact day is asked for, and with it what the day depends on.
_WHICH_DAY = _any(
    r"何月何日|何日まで(?:に)?[^。]{0,14}(?:送|出|提出|届|申し込|申請|連絡|間に合)|何日まで[^。]{0,10}間に合",
    r"(?:what|which)\s+exact\s+(?:date|day)|(?:by\s+)?(?:what|which)\s+(?:date|day)[^?]*\b(?:send|submit|file|arrive)\b[^?]*\bin\s+time",
)
_QUESTION = re.compile(r"[?。]|か$|\.\s", _FLAGS)


@dataclass(frozen=True, slots=True)
class Intent:
    """The calculator that a question speaks of, and how it asks. `open` is whether it wants a value rather than a yes or no."""

    name: str
    asks: bool
    computes: bool
    rate: bool
    yes_no: bool


def hypothetical(text: str) -> bool:
    """Whether it changes something that was said before: 60日遅れなら？, what if it were Partner Cloud?"""
    return bool(HYPOTHETICAL.search(text))


def value_asked(text: str) -> bool:
    """Whether it asks for a sum in so many words."""
    return bool(_VALUE.search(text)) or bool(COMPUTE.search(text))


def wants_price(text: str) -> bool:
    """Whether it asks what something costs."""
    return bool(_PRICE.search(text)) and not _LATE.search(text)


def _terse(text: str) -> bool:
    """Key words without a sentence: what they name is what is asked."""
    return not _QUESTION.search(text.strip())


def which_day(text: str) -> bool:
    """Whether it asks for the very day by which something must be sent."""
    return bool(_WHICH_DAY.search(text))


def storage(text: str) -> bool:
    """Whether it speaks of recordings."""
    return bool(_STORAGE.search(text))


def outage(text: str) -> bool:
    """Whether it speaks of an outage."""
    return bool(_OUTAGE.search(text))


def rooms(text: str) -> bool:
    """Whether it speaks of Rooms licences and connectors."""
    return bool(_ROOMS.search(text))


def detect(text: str, left: str, kinds: set[str], *, bare: bool = False) -> Intent | None:
    """The intent of a question on its uniform text, given the kinds of mentions in it; None if it names no calculator.

    `left` is the text without its mentions: "the end of June" ends nothing.

    `bare`: also where it brings no values yet, for a next message that does.
    """
    computes, rate, yes_no = bool(COMPUTE.search(text)), bool(RATE.search(text)), bool(YES_NO.search(text))
    rate = rate or bool(_HOW_MANY_DAYS.search(text))
    strict = computes or bool(_STRICT.search(text))
    much, when = bool(HOW_MUCH.search(text)), bool(WHEN.search(text))
    much = much or (text.rstrip().endswith("?") and not yes_no)  # 延滞利息は?, July charge?
    dated = bare or bool(kinds & {"date", "month", "offset", "bad-date"})
    if _SURCHARGE.search(text):
        return Intent("surcharge", much, computes, rate, yes_no)
    if _LATE.search(text) or ("yen" in kinds and _LATE_SUM.search(text)):
        asks = (much and ("yen" in kinds or value_asked(text))) or (bool(kinds & {"yen", "date"}) and _terse(text))
        return Intent("late-interest", asks, computes, rate, yes_no)
    relieved = bool(_RELIEF.search(text) and _VALUE.search(text) and "plan" in kinds)
    lasting = bare or relieved or bool(kinds & {"duration", "time", "days", "date"})
    money = bool(kinds & {"plan", "yen"}) or strict or (bool(kinds & {"time"}) and bool(_RELIEF.search(text)))
    suspended = bool(_SUSPENDED.search(text)) and not _FAILED.search(text)  # which changes nothing of the fee
    if _OUTAGE.search(text) and not suspended and lasting and money:
        return Intent("outage-credit", much or bool(_FEE.search(text) or _RELIEF.search(text)), computes, rate, yes_no)
    if _DAMAGES.search(text) and (bare or not dated) and (bare or computes or "yen" in kinds):
        return Intent(
            "damages-cap",
            much or bool(re.search("上限|限度|max|ceiling|cap|limit", text, _FLAGS)),
            computes,
            rate,
            yes_no,
        )
    if (
        (_DEADLINE.search(left) or _MORE.search(text))
        and (dated or which_day(text))
        and when
        and not (
            much
            and strict
            and _FEE.search(text)
            and not re.search("いつまで|期限|何[か・ヶケカ]月|by when|deadline|how many months", text, _FLAGS)
        )
    ):
        return Intent("deadlines", True, computes, rate, yes_no)
    counted = kinds & {"people", "licences", "guests", "gb"}
    if _COST.search(text) and not (_STORAGE.search(text) or _ROOMS.search(text)):
        counted = set()
    days_named = bool(kinds & {"date", "offset", "bad-date"}) and "only-now" not in kinds
    if counted and _PLANS.search(text) and (WHICH.search(text) or computes) and not days_named and "yen" not in kinds:
        return Intent("plans", True, computes, rate, yes_no)
    if not counted and not days_named and _FOR_US.search(text):
        return Intent("plans", True, True, rate, yes_no)
    if counted and "people" in kinds and WHICH.search(text) and not days_named and "yen" not in kinds:
        return Intent("plans", True, computes, rate, yes_no)
    planned = bool(kinds & {"plan", "unknown-plan"}) and (
        "date" in kinds or ("month" in kinds and bool(_PRICE.search(text)))
    )
    if kinds & {"days", "duration"} and "date" not in kinds and not (suspended and "month" in kinds):
        return None  # so many days of use, but which ones?
    if (
        (_FEE.search(text) or planned)
        and (_EVENT.search(left) or "month" in kinds or planned)
        and (strict or yes_no or (planned and bool(_FEE.search(text)) and bool(_EVENT.search(text))))
    ):
        return Intent("monthly-fee", much, computes, rate, yes_no)
    if (
        _DEADLINE.search(left)
        and dated
        and re.search(r"(?:たい|予定|希望|つもり)|want|would like|plan to|wish", text, _FLAGS)
        and not much
    ):
        return Intent("deadlines", when, computes, rate, yes_no)
    return None
