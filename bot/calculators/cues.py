"""The words by which a question shows which calculator it is for, and how it asks: Japanese first, then English."""

import re

_FLAGS = re.I


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), _FLAGS)


HOW_MUCH = _any(
    r"いくら|幾ら|何円|なんぼ|追加したい|増やしたい|どのくらい|どれくらい|どれだけ|どの程度|金額|総額|合計|額は|料金は|利息は|割増金は|上限は|賠償額|請求額|支払う?(?:べき)?金?額|教え|教示|お示し|お知らせ|ご回答|求めて|出して|払えば|払う(?:の|こと)?[はか?]",
    r"how\s+much|how\s+many\s+yen|amount|what\s+(?:is|are|'s|would|will|do|does|did|should|can|must)\b|what's|how\s+high|how\s+big|come\s+to|\bowe|total\b|(?:advise|state|confirm|determine|indicate|tell\s+(?:me|us))\b",
)
COMPUTE = _any(
    r"(?<!日割)(?<!日数)計算(?:して|し(?:たい|ます|ろ)|を?お?願|してくだ)|試算|算出して|算定して|見積もって",
    r"(?<!how to )(?<!how do you )(?<!how do i )(?<!how do we )\b(?:calculate|compute|work\s+out|figure\s+out)\b",
)
# How a sum is made, rather than the sum: with no values beside it, that is a clause's to say.
METHOD = _any(
    r"(?:どう|どのよう|どうやって|いかに)[^。?]{0,10}(?:計算|算出|算定|決ま|数え)|(?:計算|算出|算定)(?:の?(?:方法|式|仕方|やり方|根拠|基準)|方)",
    r"\bhow\s+(?:do|does|is|are|was|would|will|can|to)\b[^.?]{0,60}\b(?:calculat|comput|work(?:s|ed)?\s+out|figur|determin|counted|measured)|\bformula\b|(?:method|way|basis)\s+(?:of|by|in|on)\s+(?:calculat|comput|which)",
)
# A value is asked for, not merely something.
STRICT = _any(
    r"いくら(?!分)|何円|金額|総額|料金|請求|支払う?(?:べき)?金?額|税込|税抜|税別",
    r"how\s+much|\bfees?\b|charg|\bbill|\bprice|\bcosts?\b|invoice|what\s+(?:is|are)\s+due|what\s+do\s+we\s+(?:pay|owe)|\btotal\b|(?:before|with|incl\w*\.?|without|plus|excl\w*\.?)\s+(?:\d+\s*%\s+)?(?:consumption\s+)?tax|tax[\s-]+in",
)
VALUE = _any(
    r"いくら|何円|金額|[^ァ-ヶ]額は|料金は|請求は|料金を|何円",
    r"how\s+much|what\s+(?:do|will|would|is|are|does)\b|what's|compensation|(?:fee|charge|bill|refund|credit|interest)\s*\?",
)
HOW_MANY_DAYS = _any(r"何日分|何日間分", r"how\s+many\s+days")
RATE = _any(
    r"(?<!税)率は|利率|何%|何パーセント|年利|割合は",
    r"what\s+(?:is\s+the\s+)?(?:interest\s+|annual\s+|yearly\s+)?rate|the\s+rate\b|which\s+rate|what\s+percent|per\s*cent(?:age)?\b",
)
WHEN = _any(
    r"いつ|何日(?:まで|付|に|か|で|から)|何月|期限|締め?切|〆切|最短|最も早|一番早|早くて|遅くとも|間に合|期間は|満たし|まだ(?:更新|購入|買|解約)|何[か・ヶケカ]月分|何日付|(?:解約|終了|更新|延長|変更|解除|やめ)(?:する|したい|できる|る)?には|解約できますか|(?:更新|購入)でき(?:ます|る)|解約日|終了日|購入(?:可能)?期間|更新(?:可能)?期間|何日|満了日|必着|月数|何[か・ヶケカ]月|開始日|終わり(?:は|の日は?)(?:いつ|[?、。]|$)|最終日|終期|間に合|最低利用",
    r"\bwhen\b|by\s+what|what\s+(?:date|day)|which\s+(?:date|day|month)|until\s+what|deadline|latest|last\s+(?:possible\s+)?(?:day|date)|earliest|soonest|in\s+time|too\s+late"
    r"|early\s+enough|soon\s+enough|window|how\s+(?:many\s+months|late|early|soon|long)|can\s+(?:i|we)\b.*\b(?:cancel|end|terminate|renew)|still\s+(?:renew|buy|cancel|possible)|take\s+effect|(?:cancel\w*|end|termination)\s+date|effective|run(?:s)?\s+until"
    r"|number\s+of\s+months|\bmonths\s*\?|the\s+period\s+(?:in|during|within|for)|months?\s+to\s+(?:order|buy|pay)|\b(?:start|end)\s+date|notice\s+(?:date|by|due|deadline|period|when)|\bby\s*\??\s*$|missed\s+(?:the|my|our)|run(?:s|ning)?\s+out|expir\w+\s*\?|minimum\s+(?:\w+\s+)?(?:term|period|use|contract|commitment)|cut[\s-]*off",
)
WHICH = _any(
    r"(?:該当|適用|対応|相当)(?:する|される|となる)(?:プラン|ライセンス|契約)|(?:数|容量|プラン|ライセンス|種別|種類)(?:は|を|について|が)?、?(?:教え|ご?教示|お示し|お知らせ|ご?回答|ご?案内|知りたい)|どの(?:プラン|ライセンス|種類|料金|契約)|(?:プラン|ライセンス)の?種[別類]|種別|(?:容量|ライセンス数|rooms数|個数|本数)[?、。]?\s*$|参加(?:者|人)数\s*\d+\s*[人名]\s*$|どちらの|どれ|どの拡張|何プラン|どんなプラン|(?:プラン|ライセンス)[はがを]?(?:何|どう|必要|足り|適|合|いい|良い|選)|使えるプラン|(?:プラン|ライセンス)は?[?、。]?\s*$|必要な(?:プラン|ライセンス)|足り|適切|どのくらい|いくつ|何GB|何ギガ|どれだけ|どうな|何個|何本|何ライセンス|容量は|追加したい|増やしたい|プランを|(?:プラン|ライセンス)はある|(?:になり|なれば)",
    r"(?:which|what)\s+(?:\w+\s+){0,4}?(?:plan|licen[cs]e|tier|product|edition|subscription|menu|package)|do\s+(?:i|we)\s+need|enough|suitable|(?:come|comes|included)\s+with|how\s+(?:big|large)|fit|right\s+plan|how\s+(?:much|many)|what\s+happens|end\s+up\s+(?:on|with)|what(?:'s|\s+is|\s+are)\s+(?:the|our|my)\s+(?:\w+\s+){0,3}?(?:capacity|storage)|(?:capacity|storage)\s*\?|what(?:'s|\s+is)\s+the\s+(?:smallest|cheapest|right|best|lowest)|(?:plan|licen[cs]e)\s+(?:type|tier)|type\s+of\s+(?:plan|licen)|should\s+(?:i|we)|want\s+to\s+add|\bplans?\s+for\b|\b(?:pro|business|enterprise|free|team\s*\d+)\s+or\b",
)
HYPOTHETICAL = _any(
    r"なら|だったら|だとしたら|だと(?:どう|[、?]|いくら)|(?:た|れ|え|け|め|せ)ば|した?ら|の場合|場合は|では[?、。]?\s*$|は[?？]\s*$|にすると|に変え|に(?:変更)?して|じゃあ|それでは|代わりに|もし|ほうは|同じ条件|同じく|でも(?:同じ|う一度)",
    r"what\s+if|how\s+about|what\s+about|and\s+(?:if|for|on|with|under|what)|if\s+it\s+(?:were|was|had)|instead|suppose|assume|make\s+(?:it|that)|change\s+(?:it|that|the)|same\s+(?:for|with|on|under|thing)|then\s+for|^\s*(?:and|or|but|with|under|on|for)\b|would\s+it\s+be",
)
YES_NO = _any(
    r"(?:かか|発生し|つき|付き|生じ|くれ|取られ|請求され|あり|必要です|課され|もらえ|受けられ|され|でき|いり|要り)(?:ます|る)?(?:の|ん(?:です)?)?か[?。、]?\s*$|(?:かかる|ある|つく|取られる|もらえる|必要)\s*[?]\s*$",
    r"^\s*(?:is|are|does|do|did|can|could|will|would|must|may|should|am)\b(?!.*\bhow\s+much)",
)
LATE = _any(
    r"延滞|遅延(?:利息|損害金|金)|利息|滞納|(?:支払|払|入金|振込|振り込み)[^。、]{0,10}(?:遅れ|遅滞|遅く)|遅れて[^。、]{0,12}(?:支払|払|入金|振)|遅れた(?:場合|とき|ら|分)[^。]{0,20}(?:支払|利息)",
    r"late[\s-]*(?:payment|interest|fee|charge|penalt)|\binterest\b|overdue|arrears|(?:paid|pay|pays|paying|payment)\b[^.?!]{0,40}\blate\b|late\s+paying|should\s+have\s+(?:been\s+)?paid|default\s+interest",
)
LATE_SUM = _any(
    r"遅れ|遅延|上乗せ|余分に|余計に|(?:期限|期日)[をがは]?(?:過ぎ|切れ|超え)|(?:まで|はず)(?:だった|の予定)",
    r"\blate\b|past\s+(?:the\s+)?due|past\s+(?:the\s+)?deadline|missed\s+(?:the|our|my)\s+(?:due|payment|deadline)",
)
SURCHARGE = _any(
    r"割増金|割増し?|不法に免れ|不正に(?:免れ|支払)|免れ[たて]|支払いを?逃れ|ごまか|払わずに済ませ",
    r"surcharge|\bevad|\bevasion|dodg|unlawfully\s+(?:avoid|escap)|cheated\s+out",
)
OUTAGE = _any(
    r"障害|全断|断絶|使用不[可能]|利用不[可能]|使えな|使えませ|使えず|使用でき|利用でき(?:な|ず|ませ)|つながらな|繋がらな|ダウン|止ま|停止(?!条件)|落ち(?:た|て|まし)|アクセスでき|接続でき|動かな|動きま|不通|復旧|中断|不具合",
    r"outage|(?<!laid )(?<!set )\bdown\b|downtime|unavailab|unusable|interrupt|could\s*n[o']t\s+(?:be\s+)?use|cannot\s+(?:be\s+)?use|unreachable|inaccessible|not\s+(?:be\s+)?(?:accessible|reachable)|crash|out\s+of\s+service|not\s+work|stopped\s+working|restored|offline|\bfail(?:s|ed|ing)?\b|went\s+dark|\b(?:was|is|were|went)\s+dead\b|(?:completely|totally|entirely)\s+dead|\bdead\s+(?:for|from|since)|total\s+loss|\b(?:was|were|is|been)\s+out\b",
)
SUSPENDED = _any(
    r"(?:利用|サービス)[のを]?(?:一時)?(?:停止|中断)|休止|一時停止|使わなかった|使っていな",
    r"suspen|paused|\bpause\b|on\s+hold|did\s*n[o']t\s+use",
)
FAILED = _any(
    r"障害|全断|復旧|不具合|故障|ダウン|落ち(?:た|て)|全く|完全|まったく|賠償|補償|減額|免除|覚知|責",
    r"outage|\bdown\b|restored|\bfail|fault|compensat|credit|refund|unavailab|unusable",
)
RELIEF = _any(
    r"減額|返金|返還|賠償|補償|免除|損害|戻", r"compensat|credit|refund|\bback\b|reduc|rebate|reimburs|damages|liab"
)
DAMAGES = _any(
    r"損害|賠償|契約違反|責任の?(?:上限|限度|制限)|上限額",
    r"most\s+(?:that\s+)?(?:we|i)\s+(?:could|can|may)\s+(?:recover|claim|get)|damages?\b|liabilit|liable|claim\s+at\s+most|\bbreach|compensation\s+(?:cap|limit|ceiling)|(?:cap|ceiling|limit|maximum)\s+(?:of|on|for)\s+(?:the\s+)?(?:damages|liability|compensation|claim)|maximum\s+(?:compensation|claim)",
)
DEADLINE = _any(
    r"解約|解除|退会|やめ|辞め|止めたい|終了|付加機能|オプション|回線|更新|延長|継続|登録|住所|連絡先|商号|社名|終わり|最低利用|追加|増や|足[すしせ]|サービス開始|利用開始|開始日|契約.{0,6}終わ|始め|満了|契約.{0,4}まで|届け?出|利用できるの|注文|続け(?!な)|使わないと|使い続|縛り|最低.{0,4}期間",
    r"\bover\s+(?:on|by)\b|\bout\s+of\b|\bleav(?:e|ing)\b|expir|runs?\s+out|\b(?:are|be|is)\s+(?:we|it)\s+(?:out|over|done)\b|\bnotif|cancel|terminat|\bquit\b|\bend(?:s|ing)?\b|contract\s+(?:end|run)|leave\s+the|give\s+notice|optional|option|add-?on|\bfeature|\bline\b|circuit|renew|extend|extension|registered|address|details|minimum\s+term|"
    r"add(?:ed|ing)?\b|extra|additional|service\s+(?:start|begin)|start\s+(?:of|date)|moving|move\b|relocat|\bto\s+stop\b|\bstop(?:ping)?\s+(?:the|using|our|it|\0)|want\s+out|minimum\s+(?:period|contract|commitment)|(?:tied|locked)\s+in|lock-?in|keep\s+(?:using|it|going)|continu",
)
BEGIN = _any(r"\bstart(?:s|ing)?\b|\bbegins?\b|commenc|go(?:es)?\s+live")
MORE = _any(r"追加で\s*\d", r"\d+\s+(?:additional|extra|more)\s+licen")
PLANS = _any(
    r"プラン|ライセンス|録画|容量|ストレージ|rooms|ルームズ|essentials|コネクタ|何人まで|人で(?:使|利用)|ユーザー?",
    r"\bplans?\b|licen[cs]|record|storage|\brooms\b|connector|tier|\busers\b|edition|participants|seats",
)
FEE = _any(
    r"料金|月額|利用料|日割|使用料|請求(?:額|される)|支払(?:額|う|い)|費用|税込|取られ|いくら(?:かか|払|にな)|払(?:う|え)|代金",
    r"\bfees?\b|monthly|charg|\bbill|\bcosts?\b|prorat|pro[\s-]?rata|\bpay\b|invoice|\bowe|\bprice\b|\bdue\b",
)
EVENT = _any(
    r"開始|始め|使い始|契約し|導入|提供|利用を|解約|やめ|辞め|終了|変更|切り替え|切替|変え|アップグレード|ダウングレード|解除|月分|途中",
    r"\bfrom\b|\bsince\b|start|begin|began|sign(?:ed)?\s+up|provid|switched\s+on|\bon\s+the\s+\S+\s+plan|subscri|launch|go(?:es)?\s+live|went\s+live|cancel|terminat|\bend|chang|switch|upgrad|downgrad|mov(?:e|ed|ing)\s+(?:to|from|up)|mid-?month|join|quit|stop",
)
PRICE = _any(r"(?:いくら|何円|料金|価格|値段|月額|費用|単価|年額)", r"how\s+much|price|cost|\bfee\b|\bcharge\b")
COST = _any(
    r"かか[るり]|いくら(?!つ)|何円|金額|年額|月額|料金(?!プラン)|値段|価格|費用",
    r"\bcosts?\b|\bprice|\bfees?\b|how\s+much\s+(?:is|for|does|do|would|will)\b",
)
STORAGE = _any(r"録画|容量|ストレージ|保存", r"record|storage|\bgb\b|\btb\b|gigabyte")
ROOMS = _any(r"rooms|コネクタ|connector|CR\b|ルームズ")

# A plan or licence for a group whose size is not said: it is asked for.
FOR_US = _any(
    r"(?:うち|当社|弊社|会社|チーム|部署|全員|私たち)[^。]{0,12}(?:どの|どんな)(?:プラン|ライセンス)(?:を|が)?(?:選|買|契約|申し込|必要|いい|良い|合)",
    r"(?:which|what)\s+(?:\w+\s+)?(?:plan|licen[cs]e)\s+(?:do|should|would|must)\s+(?:i|we)\s+(?:need|buy|choose|take|pick|get)"
    r"\s+(?:for\s+)?(?:my|our|the|this)\s+(?:whole\s+)?(?:team|company|office|department|group|staff|school|organi[sz]ation)\s*\?",
)
# The exact day is asked for, and with it what the day depends on.
WHICH_DAY = _any(
    r"何月何日|何日まで(?:に)?[^。]{0,14}(?:送|出|提出|届|申し込|申請|連絡|間に合)|何日まで[^。]{0,10}間に合",
    r"(?:what|which)\s+exact\s+(?:date|day)|(?:by\s+)?(?:what|which)\s+(?:date|day)[^?]*\b(?:send|submit|file|arrive)\b[^?]*\bin\s+time",
)
QUESTION = re.compile(r"[?。]|か$|\.\s", _FLAGS)
# Words that make nothing of a number: a grace of so many days, so many licences fewer.
GRACE = _any(r"猶予|無利息|以内|免除|除数|36[56]日", r"\bgrace|tolerance|interest[\s-]free|within|36[56]\s+days")
FEWER = _any(r"減|外す|解約|やめ", r"\bdrop|reduc|fewer|cut(?:ting)?\b|cancel|remov|releas")
SIZED = _any(r"プラン|ライセンス|録画|容量|ルームズ", r"\bplans?\b|licen|record|storage|\brooms\b")
# 「翌月までだよね？」: what is said is to be confirmed.
CONFIRM = _any(
    r"(?:だ|です|ます|でした)よね|でしょう?か?[?、]|(?:という|で)(?:認識|理解)",
    r"(?:right|correct|isn't\s+it|is\s+that\s+so|true)\s*\?",
)
SENTENCE = _any(r"\b(?:i|we|you|they|my|our|your|me|us|can|is|are|do|does|to|the|per)\b|ごと|につき|あたり")
