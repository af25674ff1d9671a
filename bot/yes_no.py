"""Yes or no, where one provision plainly decides a question that asks it.

The frame of the question (permission, duty, power, liability) meets the modality of the provision's decisive sentence
in a small table. What is not plain is left alone: a wrong first word is worse than none.
"""

import re

from index.tokens import tokens

from . import sentences

_LENGTH = {"ja": 45, "en": 110}  # characters: a longer question tells a story, and the verdict hangs on it
_YES = {"ja": "はい。", "en": "Yes."}
_NO = {"ja": "いいえ。", "en": "No."}
_YES_IF = {"ja": "はい、次に定める場合には。", "en": "Yes, in the case stated below."}
_NO_CONSENT = {"ja": "承諾や同意がなければできません。", "en": "Not without consent."}
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
    ("refund", "no refund"): _NO,
    ("warrant", "no warranty"): _NO,
}

# What may turn the answer: an open question, a choice, a contrast, a degree, a doubt, a negative, a second clause.
_UNCLEAR = {
    "ja": re.compile(
        r"何|なに|なん[てでのだ]|いつ|いくら|いくつ|どう|ど[このれちんっ]|誰|だれ|なぜ|いかなる|(?<!こ)とは|それとも|け[どれ]|[すだ]が|のに|"
        r"だけ|しか|以[上内下]|さえ|すぐ|必ず|全部|全て|すべて|絶対|勝手|自由|無制限|いきなり|黙って|か、|ではな|じゃな|よね|"
        r"「|書いて|規定|定め|条項|根拠|ない(?!と|で|ものとし)|なく(?!て|ちゃ)|なかっ|ずに|なし|前|後|ほか|他に|例外|無視|理由|"
        r"でも(?!いい|良い)|まで|"
        r"ても(?!ら|い|良|よ|大丈夫|ok|構|か|問題|平気)|教え|知りた|[0-9]|つもり|うっかり|間違|誤っ|にも|口頭|気をつけ|もし|もう|再"
    ),
    "en": re.compile(
        r"\b(?:what|when|how|who|whom|whose|where|which|why|or|but|even|only|just|still|also|always|ever|never|not|no|"
        r"nothing|nobody|surely|really|merely|simply|solely|entirely|all|every\w*|any\w+|automatically|unless|"
        r"although|though|instead|"
        r"rather|before|after|until|immediately|than|freely|without|too|as well|other|else|skip|ignore|refuse|avoid|stop|"
        r"says?|mention\w*|stated?|listed|clause|exceptions?|first|at once|so|much|many|quiet\w*|"
        r"yet|accident\w*|mistake|verbal\w*|oral\w*|whenever|already|once|regardless)\b|n't|[\d,;:—]"
    ),
}
_PROVIDER_JA = r"(?:ntt[^、はが]*|nec[^、はが]*|ビズリンク|そちら|そっち|向こう|御社|運営(?:側|会社|元)?|提供(?:元|者|側|会社)|会社側|業者)"
_THEY = r"(?:they|ntt \w+|ntt|nec|nesic|bizlink|the (?:provider|vendor|supplier|operator|company|service provider))"
_WE = r"(?:i|we|(?:a|the|our|my) (?:customers?|subscriber|company|users?|staff|members?)|subscribers|users|customers)"
_END = r"(?:の|ん|です|でしょう|ます|こと|もの)*$"
_FRAMES = {
    "ja": (
        ("needless", rf"(?:なくて|ないで)も?(?:いい|良い|よい|大丈夫|構わない|構いません){_END}"),
        ("must", rf"(?:なければ|ないと|なきゃ|なくては|なくちゃ)(?:なら|いけ|だめ|ダメ|駄目)?(?:ない|ません)?{_END}"),
        ("must", rf"(?:する)?(?:必要|義務)(?:[がは]?(?:ある|あり))?{_END}"),
        ("banned", rf"(?:ては|では|ちゃ|じゃ)(?:いけ|だめ|ダメ|駄目|なら)(?:ない|ません)?{_END}|[はもを]ng{_END}"),
        ("banned", rf"(?:を|は|も|が)?(?:禁止|禁じ|違反)(?:さ|ら)?(?:れて|にな)?(?:いる|い|る|り)?{_END}"),
        ("refund", rf"(?:返金|返[しっ]て|返還|払い?戻|戻っ?て).*(?:る|ある|あり|ます|もらえ|くれ){_END}"),
        ("warrant", rf"保証[はをがも]?(?:し|され|ある|あり)(?:て(?:くれ|もらえ|い)?)?る?{_END}"),
        (
            "liable",
            rf"(?:(?:補償|賠償|弁償)して(?:くれ|もらえ)|責任を?(?:取|と|負)(?:う|り|い|って(?:くれ|もらえ)))る?{_END}",
        ),
        ("power", rf"{_PROVIDER_JA}(?:側)?[はが].*?(?:(?:でき|出来)る?|ことは?が?(?:ある|あり)){_END}"),
        ("power", rf"(?:さ|ら|か|わ|た|め)れる(?:こと|可能性|場合)[はがも]?(?:ある|あり){_END}"),
        (
            "may",
            rf"[てで]も?(?:いい|良い|よい|よろしい|大丈夫|ok|構わない|構いません|かまわない|かまいません|問題ない|平気){_END}",
        ),
        ("may", rf"(?:ことは|ことが)?(?:でき|出来|許され|可能)る?{_END}"),
    ),
    "en": (
        ("banned", r"^(?:is|are) (?=.*\b(?:forbidden|prohibited|banned|off[- ]limits|against the (?:terms|rules))$)"),
        (
            "must",
            rf"^(?:do|does|must|should|are|am|is) {_WE} (?:have to|need to|(?:required|obliged|bound|supposed) to)\b",
        ),
        ("must", rf"^must {_WE}\b"),
        ("refund", rf"^(?:do|will|can|would|are) {_WE} (?=.*\b(?:refund|money back|reimburse))"),
        (
            "refund",
            rf"^(?:do|will|does|would|must) {_THEY} (?=(?:have to )?(?:refund|return|give back|pay back|reimburse))",
        ),
        (
            "liable",
            rf"^(?:is|are) {_THEY} (?:liable|responsible)\b|^(?:will|would|does|do|must) {_THEY} (?:compensate|pay for)",
        ),
        ("liable", rf"^(?:do|will|can|would|are) {_WE} (?:get|be|claim|receive) (?=compensat|damages)"),
        ("warrant", rf"^(?:will|would|does|do) {_THEY} (?:guarantee|promise|warrant)"),
        ("power", rf"^(?:can|may|could) {_THEY}\b|^(?:is|are) {_THEY} (?:allowed|permitted|entitled) to\b"),
        ("may", rf"^(?:can|may) {_WE}\b|^(?:are|am|is) {_WE} (?:allowed|permitted|entitled|free) to\b"),
        ("may", r"^is it (?:ok|okay|allowed|permitted|permissible|possible|fine|acceptable) (?:for (?:us|me) )?to\b"),
    ),
}
_MODALS = {
    "ja": (
        (
            "no refund",
            r"(?:返還|返金|払い?戻)(?:の義務|し|は行わ|する義務)[^。]*?(?:ない|ませ)[^。]*|(?:返さない|返しません)[^。]*",
        ),
        ("no warranty", r"保証[^。、]{0,8}(?:しない|しません|ありません|負わない|負いません)[^。]*"),
        (
            "not liable",
            r"責任[をはも](?:一切|何ら|いかなる)?(?:負わな|負いませ)[^。]*|賠償(?:の責任|責任)?[をはも]?(?:し|負わ|負い)(?:ない|ませ)[^。]*",
        ),
        (
            "ban",
            r"(?:ては|では)(?:なりません|ならない|いけません)|禁止(?:です|されて)|ことはできません|できないもの|できません|(?<!でき)(?<!要し)ないものとします",
        ),
        ("exempt", r"(?:必要|義務)[はが](?:ありません|ないもの)|要しません|要しないもの"),
        (
            "oblige",
            r"なければなりません|必要が?あります|必要です|ていただきます|(?<!でき)(?<!られ)るものとします|[うすくむつぶぐ]ものとします",
        ),
        ("permit", r"ことがあります|場合があります|ことができます|できるものとします|できます"),
    ),
    "en": (
        ("no refund", r"(?:no obligation to|not|never) (?:refund|return)|no refund"),
        ("no warranty", r"not (?:\w+ )?(?:guarantee|warrant)|no (?:guarantee|warrant)"),
        (
            "not liable",
            r"\b(?:bears?|have|has|with) no (?:\w+ )?(?:responsib|liab)|\bnot (?:be |bear )?(?:any )?(?:liab|responsib)",
        ),
        ("ban", r"\b(?:must|shall|may|can) ?not\b|\bneither\b.*\bmay\b"),
        ("exempt", r"\bneed not\b|\b(?:do|does|shall) not (?:have|need) to\b|\bnot required to\b"),
        ("oblige", r"\b(?:must|shall)\b|\b(?:needs?|has|have|required) to\b"),
        ("permit", r"\b(?:may|can)\b"),
    ),
}
_PARTIES = {
    "ja": re.compile(
        r"(?P<user>契約者|利用者|申込者|お客様|管理者)?[とや]?"
        r"(?:(?P<provider>(?:ntt|nec)[a-z]*[ァ-ヶー]*|当社)|(?<=者)|(?<=様))等?(?:（[^）]*）)?(?:[はも]|には)(?:、|[^、。])"
    ),
    "en": re.compile(r"\b(?P<user>subscribers?|users?|customers?|applicants?)\b|\b(?P<provider>ntt|nesic|nec|zm)\b"),
}
_PROVISO = {
    "ja": re.compile(r"ただし|但し|除[きくい]|この限りで|以外|別に定め|別の定め"),
    "en": re.compile(
        r"\b(?:however|except\w*|unless|not apply|other than|apart from|otherwise|only|within|up to|until|as far as)\b"
    ),
}
_CASE = {
    "ja": re.compile(r"場合(?!が)|とき|限り|かぎり|範囲|まで|[たな]ら、|れば、"),
    "en": re.compile(r"\b(?:if|when|where|case|cases|as long as|provided that|to the extent|after)\b"),
}
_NEGATIVE = {"ja": re.compile(r"ない|ません"), "en": re.compile(r"\bnot?\b|\bcannot\b")}
_CONSENT = {"ja": re.compile(r"承諾|同意|許可"), "en": re.compile(r"\b(?:consent|approval|permission)\b")}
_SYNONYMS = {
    word: group.split()[0]
    for group in (
        "使う 利用 使用|解約 やめる 辞める 解除|返金 返す 返還 払い戻す 戻る|譲渡 譲る 売る 転売 販売 渡す|貸す 貸与 又貸し 貸し出す|"
        "複製 コピー copi 写す duplic photocopi reproduc|改変 変更 改造 変える いじる|送信 送る|"
        "削除 消す 消去 書き換える 書き換え 改竄 改ざん|"
        "解析 リバースエンジニアリング 逆 分解|選ぶ 決める 選任 定める|通知 知らせる 届ける 連絡 届け出る|停止 止める 中止 中断 休止 止まる|"
        "支払う 払う|提出 出す|守る 遵守 従う|開示 見せる|modifi alter edit chang mod amend customis|assign transfer sell hand|"
        "lend loan lent|termin cancel end|suspend interrupt halt|tell notifi inform notic report|"
        "delet eras wipe remov tamper falsifi manipul rub|"
        "send transmit transmiss distribut|forward pass|disclos share reveal show|decompil revers disassembl|"
        "obey observ compli|pay paid payment|choos appoint name|subcontract outsourc|imperson pretend|secret confidenti"
    ).split("|")
    for word in group.split()
}
# Words of nearly every provision and question here: sharing them says nothing.
_COMMON = frozenset(
    "三 使う 契約 規約 者 サービス servic 場合 可能 必要 義務 責任 負う 保証 賠償 補償 禁止 違反 良い 為 物 時 "
    "会社 本 等 当社 内 所 自分 私 人 客 "
    "損害 行う 行為 許す 駄目 ntt nec データ data bizlink nesic 的 側 此方 事業 有る "
    "custom subscrib use user term agreement allow permit requir oblig forbidden prohibit ban need must "
    "okay ok possibl entitl "
    "parti third compani provid vendor supplier oper case get got make put take go thing "
    "peopl someon person liabl respons damag loss guarante promis "
    "warrant refund back money suppos bound fine limit rule against communic".split()
)


_LIGHT = frozenset("make take get put give go 取る 掛ける".split())  # verbs whose noun says the act

_VAGUE = _COMMON | {"let", "turn"}


def verdict(question: str, text: str, language: str) -> str | None:
    """A first sentence that answers `question` (NFKC, lower case) yes or no by `text`, what one provision says.

    None whenever the question does not plainly ask yes or no, or the text does not plainly decide it.
    """
    asked = question.strip().rstrip("?。. ")
    if language == "ja" and (" " in asked or not (question.endswith("?") or re.search(r"[かいるすめんの]$", asked))):
        return None  # words to search for
    asked = asked.rstrip("か")
    framed = _frame(asked, language)
    if framed is None or _PROVISO[language].search(text.lower()):
        return None
    lead, *items = text.split("\n")
    said = [f"{lead}\n{item}" for item in items] or sentences.split(lead)
    found = {answer for sentence in said if (answer := _decide(*framed, asked, sentence, language))}
    return found.pop() if len(found) == 1 else None


def _frame(asked: str, language: str) -> tuple[str, str] | None:
    """What the question asks, and the words in which its main verb stands first."""
    if len(asked) > _LENGTH[language] or re.search(r"[。?!.]", asked) or _UNCLEAR[language].search(asked):
        return None
    for frame, form in _FRAMES[language]:
        if found := re.search(form, asked):
            return frame, asked[: found.start()] if language == "ja" and found.start() else asked[found.end() :]
    return None


def _decide(frame: str, phrase: str, asked: str, said: str, language: str) -> str | None:
    said = said.lower()
    words, stated = _content(asked), set(_content(said))
    shared = [word for word in words if word in stated]
    acts = [word for word in _words(phrase) if word not in _LIGHT]
    verb = (
        set() if frame in ("liable", "refund", "warrant") else {acts[-1 if language == "ja" else 0]} if acts else {""}
    )
    if not verb <= set(_words(said)):
        return None  # about the same thing, but another act
    lead, _, item = said.partition("\n")
    if item and not set(words) & set(_content(item)):
        return None
    modality = _modality(lead, item, language)
    # A ban names many acts in one sentence, and a question one of them; "use" and the like say nothing alone.
    enough = 0.6 if verb & _VAGUE else 0.25 if modality == "ban" else 0.34 if verb else 0.5
    if len(shared) < max(1, enough * len(words)):
        return None
    answer = _ANSWERS.get((frame, modality or ""))
    if answer is None:
        return None
    if _CONSENT[language].search(said):
        return _NO_CONSENT[language] if (frame, modality) == ("may", "ban") and not item else None
    if modality == "permit" and _NEGATIVE[language].search(said):
        return None
    if _CASE[language].search(lead):
        return _YES_IF[language] if modality in ("power", "oblige", "permit") and answer is _YES else None
    return answer[language]


def _modality(lead: str, item: str, language: str) -> str | None:
    """The modality of a sentence, if it is about the party that such a sentence binds or frees."""
    if re.search(r"ないこと。?$|^・not to\b|^・do not\b", item):
        return "ban"
    if language == "en":  # the main clause alone
        lead = re.sub(
            r"^(?:if|when|where|even if|to the extent)\b.*?, (?=(?:the|a|an|it|they|ntt|nesic|nec|neither)\b)", "", lead
        )
    modals = [(found, name) for name, form in _MODALS[language] for found in re.finditer(form, lead)]
    # A Japanese sentence ends in its modality; the English one comes first. Of two at one place, the table's first.
    modals.sort(key=lambda modal: -modal[0].end() if language == "ja" else modal[0].start())
    if not modals:
        return None
    found, name = modals[0]
    parties = list(_PARTIES[language].finditer(lead, 0, found.end()))
    if not parties:
        return name if name == "ban" else None
    last = parties[-1]
    between = lead[last.end() : found.start()]
    both = (last["user"] and last["provider"]) or re.search(
        r"\b(?:neither|and|nor)\b[^,.]{0,25}$", lead[: last.start()]
    )
    if name == "permit":
        if both if language == "ja" else not re.fullmatch(r"(?: (?!that|who|which)\w+,?){0,2} ", between):
            return None
        return "power" if last["provider"] else "permit"
    by_provider = name in ("no refund", "no warranty", "not liable")
    return name if both or by_provider == bool(last["provider"]) else None


def _content(text: str) -> list[str]:
    return [word for word in _words(text) if word not in _COMMON]


def _words(text: str) -> list[str]:
    words = tokens(text)
    # After a loan word comes its English, which would count it twice.
    single = [
        w
        for last, w in zip(["", *words], words, strict=False)
        if not (w.isascii() and w.isalpha() and re.match("[ァ-ヶ]", last))
    ]
    return [_SYNONYMS.get(word, word) for word in single]
