"""Yes or no, where one provision plainly decides a question that asks it.

The question's frame (permission, duty, power, liability) meets the modality of the provision's one decisive sentence in
a small table. What is not plain is left alone: a wrong first word is worse than none.
"""

import re

_YES = {"ja": "はい。", "en": "Yes."}
_NO = {"ja": "いいえ。", "en": "No."}
_IN_CASES = {"ja": "はい、次に定める場合には。", "en": "Yes, in the case stated below."}
_CONSENT = {"ja": "承諾や同意がなければできません。", "en": "Not without consent."}
LIMIT = {"ja": 45, "en": 100}  # characters: a longer question tells a story, and the verdict hangs on it
MATCHED = 0.6  # of the words of the question that the decisive sentence must share
_ANSWERS = {
    ("may", "ban"): _NO,
    ("may", "permit"): _YES,
    ("banned", "ban"): _YES,
    ("must", "oblige"): _YES,
    ("must", "exempt"): _NO,
    ("needless", "oblige"): _NO,
    ("needless", "exempt"): _YES,
    ("power", "power"): _YES,
    ("liable", "not liable"): _NO,
    ("liable", "liable"): _YES,
}

_PROVIDER_JA = (
    r"(?:ntt\w*|nec\w*|ビズリンク|ネッツエスアイ|そちら|そっち|向こう|御社|運営|提供(?:元|者|側|会社)|会社側|業者)"
)
_PROVIDER_EN = (
    r"(?:they|ntt \w+|ntt|nec|nesic|bizlink|the (?:provider|vendor|supplier|operator|company|service provider))"
)
_ASKER_EN = (
    r"(?:i|we|(?:a|the|our|my) (?:customer|subscriber|company|users?|staff|members?)|subscribers|users|customers)"
)
# Anything that may turn the answer: an open question, a choice, a contrast, a degree, a doubt, a negative.
_UNCLEAR = {
    "ja": re.compile(
        r"何|なに|なん[てでのだ]|いつ|いくら|いくつ|どこ|どち|どっち|どう|どの|どれ|どん|誰|だれ|なぜ|いかなる|とは|それとも|"
        r"けど|けれど|ですが|ますが|のに|だけ|しか|でも|まで|以外|以上|以内|さえ|すぐ|必ず|全部|絶対|勝手|自由|無制限|"
        r"[かは]、|ではない|じゃない|ですよね|よね|だよね|ありません|場合によって|「|書いて|規定|定め|条項|根拠|"
        r"ない(?:の|ん|です|場合|と言|まま|で[^い])|なかった|ずに|なしで|前に|後[はにも]|ほか|他に|例外|にも|って言|無視|理由"
    ),
    "en": re.compile(
        r"\b(?:what|when|how|who|whom|whose|where|which|why|or|but|even|only|just|still|also|always|ever|any time|never|"
        r"not|no|nothing|surely|really|merely|simply|entirely|all|every|automatically|unless|although|though|instead|"
        r"rather|before|after|until|right away|immediately|than|free to|freely|without|too|as well|other|else|"
        r"say|says|mention\w*|state[ds]?|clause|rule|exceptions?)\b|n't|\d"
    ),
}
_FRAMES = {
    "ja": (
        ("needless", r"(?:なくて|ないで)も?(?:いい|良い|よい|大丈夫|構|かまわ|済)"),
        (
            "must",
            r"(?:なければ|ないと|なきゃ|なくては|なくちゃ)(?:なら|いけ|だめ|ダメ|駄目)|必要(?:が?あ|です|は|で|か|$)|義務",
        ),
        ("banned", r"(?:ては|では|ちゃ|じゃ)(?:いけ|だめ|ダメ|駄目|なら)|禁止|禁じられ|違反(?:です|に|か|$)"),
        ("liable", r"返金|返して|返っ?て(?:く|き)|返還|払い?戻|戻っ?て(?:く|き)|補償|賠償|弁償|責任|保証"),
        ("power", rf"{_PROVIDER_JA}(?:側)?[はがに].*(?:でき(?:る|ま)|ことは?が?(?:ある|あり))"),
        ("power", r"(?:さ|ら|か|わ|た)れる(?:こと|可能性|場合)[はがも]?(?:ある|あり)"),
        (
            "may",
            r"[てで]も?(?:いい|良い|よい|よろしい|大丈夫|ok|構わ|かまわ|問題な|平気)|(?:でき|出来)(?:る|ま)|可能(?:か|で|$)|許され",
        ),
    ),
    "en": (
        ("banned", r"^(?:is|are) .*\b(?:forbidden|prohibited|banned|off[- ]limits|against the (?:terms|rules))$"),
        (
            "must",
            rf"^(?:do|does|must|should|are|am|is) {_ASKER_EN} (?:have to|need to|required to|obliged to|bound to)\b",
        ),
        ("must", rf"^must {_ASKER_EN}\b"),
        (
            "liable",
            rf"^(?:do|will|can|would) {_ASKER_EN} (?:get|be|claim|receive|have)\b.*(?:refund|money back|compensat)",
        ),
        ("liable", rf"^(?:is|are) {_PROVIDER_EN} (?:liable|responsible)\b"),
        (
            "liable",
            rf"^(?:will|would|does|do|must) {_PROVIDER_EN} .*(?:refund|compensat|guarantee|promise|warrant|liab|pay)",
        ),
        ("power", rf"^(?:can|may|could) {_PROVIDER_EN}\b"),
        ("may", rf"^(?:can|may) {_ASKER_EN}\b|^(?:are|am|is) {_ASKER_EN} (?:allowed|permitted|entitled) to\b"),
        ("may", r"^is it (?:ok|okay|allowed|permitted|permissible|possible|fine|acceptable) (?:for (?:us|me) )?to\b"),
    ),
}
_USER = {
    "ja": re.compile(r"(?:契約者|利用者|申込者|ユーザー?|お客様|契約者等)(?:と[^は、]{1,14})?(?:（[^）]*）)?[はもに]"),
    "en": re.compile(r"\b(?:subscribers?|users?|customers?|applicants?|administrators?)\b[^,.]{0,40}?$"),
}
_PROVIDER = {
    "ja": re.compile(r"(?:ntt[^、。はがに]{0,12}|nec[^、。はがに]{0,12}|当社等?)(?:（[^）]*）)?[はも]"),
    "en": re.compile(r"\b(?:ntt (?:\w+)|nesic|nec \w+|zm)\b[^,.]{0,40}?$"),
}
_MODALS = {
    "ja": (
        (
            "not liable",
            None,
            r"(?:責任|義務)(?:を|は|も)(?:一切|何ら)?(?:負わな|負いませ)|(?:返還|返金|賠償|保証)(?:し|は行わ)(?:ない|ませ)"
            r"|(?:返さ|賠償しな|保証するものでは)(?:ない|あり|い)",
        ),
        (
            "ban",
            "user",
            r"(?:てはなりません|てはならない|てはいけません|(?:し|わ|さ|か|ら|た|ま|ば|え|せ|げ|け|れ|べ|め|い)ないものとします|"
            r"ないこと。|(?:ことは|)できません|できないものとし)",
        ),
        ("exempt", "user", r"(?:必要|義務)(?:は|が)(?:ありません|ないものとし)|要しません"),
        (
            "oblige",
            "user",
            r"なければなりません|必要が?あります|必要です|していただきます|っていただきます|るものとします|うものとします|すものとします|"
            r"くものとします|むものとします",
        ),
        (
            "liable",
            "provider",
            r"責任を負(?:います|うもの)|賠償(?:します|する)|返(?:します|金します|還します|すもの)|保証します",
        ),
        ("power", "provider", r"ことがあります|場合があります|ことができ|できるものとし|できます"),
        ("permit", "user", r"ことができます|できるものとします|できます|(?<!し)られます"),
    ),
    "en": (
        (
            "not liable",
            None,
            r"(?:bears?|bear|have|has) no (?:\w+ )?(?:responsib|liab|obligation)\w*|(?:is|are|be) not liable|not be (?:liable|"
            r"responsible)|(?:does|shall|will) not (?:guarantee|warrant|refund|compensate)",
        ),
        ("ban", "user", r"\b(?:must|shall|may|can) ?not\b|\bcannot\b|neither .* may\b"),
        ("exempt", "user", r"\bneed not\b|(?:does|do) not (?:have|need) to\b|\bis not required to\b"),
        (
            "oblige",
            "user",
            r"\b(?:must|shall)\b(?! not| observe)|\b(?:needs?|has|have) to\b|\b(?:is|are) required to\b",
        ),
        (
            "liable",
            "provider",
            r"\b(?:is|are|be) (?:liable|responsible)\b|\b(?:shall |must )?(?:refunds?|compensates?|returns?|guarantees?)\b",
        ),
        ("power", "provider", r"\b(?:may|can)\b(?! not)"),
        ("permit", "user", r"\b(?:may|can)\b(?! not)"),
    ),
}
# A proviso or an exception anywhere in the text leaves the answer open; a case in the sentence does so for most frames.
_PROVISO = {
    "ja": re.compile(r"ただし|但し|除[きくい]|この限りで|かかわらず|以外|別に定め|別の定め"),
    "en": re.compile(r"\b(?:however|except\w*|unless|does not apply|notwithstanding|other than|despite|otherwise (?:agreed|set|stated))\b"),
}
_CASE = {
    "ja": re.compile(r"場合(?!が)|とき[はに、]|限り|かぎり|範囲|うえで|まで|[たな]ら[、]"),
    "en": re.compile(r"\b(?:if|when|where|in (?:any of )?the (?:following )?cases?|as long as|provided|within|only|up to|until|to the extent)\b"),
}
_AGREED = {"ja": re.compile(r"(?:承諾|同意|許可)"), "en": re.compile(r"\b(?:consent|approval|permission)\b")}
_SYNONYMS = (
    "解約 やめる 止める 解除",
    "返金 返す 返還 払い戻す 戻る",
    "賠償 補償 弁償 償う",
    "転売 売る 譲渡 譲る",
    "複製 コピー copi 写す",
    "copi duplic photocopi",
    "modifi alter edit chang",
    "refund return back repay",
    "compens damag",
    "assign transfer sell",
    "termin cancel end",
    "tell notifi inform notic",
    "通知 知らせる 届ける 連絡 届け出る",
)
# Words of nearly every provision and question here: sharing them says nothing.
_COMMON = frozenset(
    "利用 使う 契約 規約 者 サービス servic データ data 場合 可能 必要 義務 責任 禁止 良い 為 物 時 会社 本 等 当社 此方 内 所 自分 私 人 客 "
    "ntt nec bizlink nesic custom subscrib use user i'm term agreement allow permit requir oblig forbidden prohibit "
    "ban have need must may can ok okay get liabl respons possibl compani provid vendor supplier follow case party".split()
)


def verdict(question: str, text: str, language: str) -> str | None:
    """A first sentence that answers `question` (NFKC, lower case) yes or no by `text`, what one provision says.

    None whenever the question does not plainly ask yes or no, or the text does not plainly decide it.
    """
    frame = _frame(question, language)
    if frame is None or _PROVISO[language].search(text.lower()):
        return None
    asked = _content(question)
    lead, *items = text.split("\n")
    said = [f"{lead}\n{item}" for item in items] or sentences.split(lead)
    found = {v for s in said if (v := _decide(frame, asked, s, language))}
    return found.pop() if len(found) == 1 else None


def _frame(question: str, language: str) -> str | None:
    asked = question.strip().rstrip("?。. か")
    if len(asked) > LIMIT[language] or re.search(r"[。?!.;:]", asked) or _UNCLEAR[language].search(asked):
        return None
    return next((frame for frame, form in _FRAMES[language] if re.search(form, asked)), None)


def _decide(frame: str, asked: frozenset[str], said: str, language: str) -> str | None:
    said = said.lower()
    stated = _content(said)
    if not asked or len(asked & stated) < max(MATCHED * len(asked), min(2, len(asked))):
        return None
    if "\n" in said and not asked & _content(said.partition("\n")[2]):
        return None
    modality = _modality(said, language)
    answer = _ANSWERS.get((frame, modality))
    if answer is None:
        return None
    if _AGREED[language].search(said):
        return _CONSENT[language] if (frame, modality) == ("may", "ban") else None
    if _CASE[language].search(said.partition("\n")[0]):
        return _IN_CASES[language] if frame == "power" else None
    return answer[language]


def _modality(said: str, language: str) -> str | None:
    """The one modality of a sentence, with the party that it is about."""
    lead, _, item = said.partition("\n")
    if item and re.search(r"ないこと。?$|^・not to\b", item):
        return "ban"
    for name, party, form in _MODALS[language]:
        if found := re.search(form, lead):
            before = lead[: found.start()]
            user, provider = bool(_USER[language].search(before)), bool(_PROVIDER[language].search(before))
            if party is None or (party == "user") == user and (party == "provider") == provider:
                return name
    return None


@cache
def _synonym(word: str) -> str:
    return next((group.split()[0] for group in _SYNONYMS if word in group.split()), word)


def _content(text: str) -> frozenset[str]:
    return frozenset(_synonym(word) for word in tokens(text)) - _COMMON
