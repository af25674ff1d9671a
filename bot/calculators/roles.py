"""Which date is which: the due date, the payment, the start … by the words nearest to each."""

import re
from collections.abc import Mapping, Sequence

from .mention import Mention

_PAPERS = r"(?:paper|form\b|letter|notice|application|request|document)"

DUE = r"instead\s+of|rather\s+than|の(?:ところ|はず)|支払い?期日|支払い?期限|期日|期限|納期|締め?切り?|払うはず|支払うはず|払うべき|予定だった|payment\s+deadline|due\s+date|\bdue\b|deadline|payable|should\s+have\s+(?:been\s+)?paid|supposed\s+to|までに|約束|本来|ought\s+to|\bby(?=\s+(?:the\s+)?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|end))|までに?(?=払|支払|の(?:支払|請求))|までの?(?=請求|支払)|fell\s+due|pay(?:able)?\s+by|falls?\s+due|支払い?予定日"
PAID = (
    r"支払った|支払って|支払い(?:日|ました|済|は|を|が)?(?!期|う?はず|われる?はず)|支払日|支払(?:予定日)?(?![い期う])|支払うと|払った|払いました|払うと|払って|払われ|入金|振込|振り込|送金|着金|納付|納め|決済|完済|settle|paid|pay\s+(?:it\s+)?on|pays?\s+(?:it\s+)?on|paying\s+on"
    r"|(?:make|made)\s+(?:the\s+)?payment|payment\s+(?:date|day|made|received|arrived|was\s+made|came|on)|payment(?!\s+(?:due|deadline|was\s+due))|transfer|remit|actually|went\s+(?:out|through)|\bwe\s+sent|wired?\b|clear(?:ed|s)\b|money\s+(?:left|was\s+sent)|sent\s+the\s+money"
)
START = r"開始|提供(?:を|が|開)|使い始|始め|利用開始|契約し(?:た|て)|申し込んだ|スタート|から(?:使|利用|契約)|(?<=日)から|加入|導入|start|begin|began|begun|sign(?:ed)?\s*up|join|in\s+use\s+(?:from|since)|from(?!\s+(?:the\s+)?(?:team|free))|since|commence|activat|switch(?:ed|ing|es)?\s+(?:it\s+|us\s+|\S+\s+)?on\b|turned\s+on|(?:went|go(?:es)?|going)\s+live|provid|subscrib|launch"
CANCELLED = r"解約|やめ|辞め|退会|終了|止め|解除|利用を終え|まで(?:使|利用)|(?<=日)まで|cancel|terminat|\bend|quit|stop|leave|until|through|\bto(?=\s+(?:the\s+)?\d)"
CHANGED = r"変更|切り替え|切替|変え|アップグレード|ダウングレード|移行|乗り換え|上げ|下げ|chang|switch(?!(?:ed|ing|es)?\s+(?:it\s+|us\s+|\w+\s+)?on\b)|upgrad|downgrad|mov(?:e|ed|ing)"
RECEIVED = (
    r"届(?:い|く|け|き)|到達|到着|着(?:い|く)|受領|受け取|受付|受理|提出(?!期限|期日|先|方法|書|が?必要|物|は?いつ|しな)|送(?:っ|る|れ|付)|出(?:し(?:た|て|ま)|せば|すと)|申し込(?:ん|む|め)|申込(?:を|書を|日|み(?:を|日))|申請し"
    r"|arriv|receiv|\bgot\b|\bgets?\b|in\s+(?:their|your|its)\s+hands|came\s+in|had\s+(?:our|the)\b|\bsent\b|send|submi|hand(?:ed)?\s+in|file[ds]?\b|lodg|deliver|appl(?:y|ied)|give\s+notice|gave\s+notice|mail|post(?:ed)?\b|reach"
)
WANTED = (
    r"解約(?!書|届)|終了|やめ|辞め|退会|解除(?!申)|付で|希望|使いたい|使い始|利用開始|開始|変更|切替|切り替え|工事|引っ越|移転|から(?:付|使|利用)|末に|末で|までで"
    r"|cancel(?!lation\s+"
    + _PAPERS
    + r"|\s+"
    + _PAPERS
    + r")|terminat(?!ion\s+"
    + _PAPERS
    + r")|\bend|effective|as\s+of|leave|stop|start|begin|chang|mov(?:e|ing)|switch|want|ask(?:ed|ing)?\s+for|request(?:ed|ing)\b|desir|wish|planned|go\s+live|switched\s+on|take\s+effect"
)
TERM_END = r"満了|満期|[元本]契約|期間.{0,6}終|契約.{0,8}(?:まで|終|切れ)|終了|末日|期限(?:が|は)?切れ|有効期限|までの?(?:契約|ライセンス)|まで|終わ|expir|\bends?\b|ending|runs?\s+(?:out|until|to)|until|term\s+to|valid|terminat|last\s+day"
BOUGHT = r"買|購入|申し込|申込|注文|今日|bought|buy|purchas|order|appl|today|renew\s+on"
ADDED = r"追加|増や|足|add|extra|more|buy"
KNEW = r"知っ|知り|把握|認識|気付|気づ|連絡|通報|報告|通知|検知|knew|know|learn|aware|notic|notif|told|report|detect|inform"
RESTORED = r"復旧|回復|直っ|直り|再開|戻っ|解消|まで|終わ|restor|recover|fixed|back|resolv|until|\btill\b|\bto\b|ended|up\s+again|working\s+again|and"
FIRST_DAY = r"発生|始ま|起き|から|落ち|止まっ|停止し|occur|start|began|begin|from|went|since|between"


_DUE_DAY = r"支払日|payment\s+(?:date|day)\b"
_DUE_NOUN = re.compile(
    r"期日|期限|納期|締め?切|までに|はず|べき|\bdue\b|deadline|should\s+have|supposed|instead\s+of", re.I
)
_PAID_VERB = re.compile(
    r"払(?:っ|い(?!日|期)|え|う)|入金|振込|振り込|送金|納め|\bpaid\b|\bpay\s|settled|wired|transferred|remitted", re.I
)


def of_payment(text: str) -> dict[str, str]:
    """The cues of a due date and a payment. 支払日 is the day of payment, unless the text names no other due date and tells
    when it was paid: 支払日は5月31日だったのに6月30日に払った."""
    rest = re.sub(_DUE_DAY, "", text, flags=re.I)
    if re.search(_DUE_DAY, text, re.I) and not _DUE_NOUN.search(rest) and _PAID_VERB.search(rest):
        return {"due": f"{_DUE_DAY}|{DUE}", "paid": PAID}
    return {"due": DUE, "paid": PAID}


def assign(text: str, dates: Sequence[Mention], roles: Mapping[str, str]) -> dict[str, Mention]:
    """Roles to dates: the nearest cue wins, each date and each role once. `roles` are cue patterns by name, stronger ones first."""
    hidden = text
    offers: list[tuple[float, int, str, Mention]] = []
    for order, (role, pattern) in enumerate(roles.items()):
        for cue in list(re.finditer(pattern, hidden, re.I)):
            offers += [(_distance(text, cue.span(), date, dates), order, role, date) for date in dates]
            if order == 0:  # the words of the first role are not read as those of another (支払期日 is no payment)
                hidden = hidden[: cue.start()] + "\0" * (cue.end() - cue.start()) + hidden[cue.end() :]
    found: dict[str, Mention] = {}
    for distance, _, role, date in sorted(offers, key=lambda offer: offer[:2]):
        if role not in found and date not in found.values() and distance < 60:
            found[role] = date
    return found


def _distance(text: str, cue: tuple[int, int], date: Mention, dates: Sequence[Mention]) -> float:
    before = cue[1] <= date.start
    low, high = (cue[1], date.start) if before else (date.end, cue[0])
    between = text[low:high] if low < high else ""
    japanese = bool(re.search(r"[ぁ-んァ-ヶ一-龠]", text))
    crossed = sum(other is not date and low <= other.start < high for other in dates)
    stops = len(re.findall(r"[。;.!?]\s|。", between)) * 20 + len(re.findall(r"[、,]|\band\b|で、|が、", between)) * 6
    if japanese:
        # 期限は4月30日, 支払日：6月15日: the cue leads; otherwise Japanese puts it after the date.
        leads = before and re.fullmatch(r"(?:日|期日)?\s*(?:は|が|[:：=]|の)?\s*(?:,|、)?\s*", between)
        weight = 1.0 if not before or leads else 2.5
    else:
        between = re.sub(r"\b(?:on|at|by|of|for|the|is|was|from|as|to|be|it)\b|[\s,:]", "", between, flags=re.I)
        weight = 1.0 if before else 1.6
        stops += 0 if before else 2  # "arrives on 21 December": English puts the word before the date
    return len(between) * weight + crossed * 25 + stops
