"""What the desk says in its own words, in both languages."""

PHRASES: dict[str, dict[str, str]] = {
    "empty": {
        "ja": "質問が空です。知りたいことを書いてください。",
        "en": "The question is empty; write what you want to know.",
    },
    "long": {
        "ja": "質問が長すぎます（{limit}文字まで）。短く区切ってください。",
        "en": "The question is too long (up to {limit} characters); please shorten it.",
    },
    "fault": {
        "ja": "申し訳ありません。回答の引用を確認できなかったため、回答を差し控えます。",
        "en": "Sorry: a citation of the answer could not be verified, so the answer is withheld.",
    },
    "nothing": {
        "ja": "{scope}には、お尋ねの内容に答える条項が見つかりませんでした。",
        "en": "No clause of {scope} was found that answers this.",
    },
    "nearest": {"ja": "近い条項は{clauses}です。", "en": "The nearest: {clauses}."},
    "no-clause": {
        "ja": "{agreement}に{clause}はありません{range}。",
        "en": "{agreement}: there is no {clause}{range}.",
    },
    "range": {"ja": "（あるのは{first}から{last}までです）", "en": " (it runs from {first} to {last})"},
    "outdated": {
        "ja": "読み込まれた原文は、平易版のもとになった版と{clauses}で異なります。平易版の説明は古い可能性があります。",
        "en": "The official text that is loaded differs from the version restated here in {clauses}; the restatement may be out of date.",
    },
    "lacks-telephone": {"ja": "電話番号は書かれていません。", "en": "No telephone number is stated."},
    "lacks-rate": {"ja": "割合は書かれていません。", "en": "No percentage is stated."},
    "lacks-price": {"ja": "金額は書かれていません。", "en": "No amount is stated."},
    "lacks-period": {"ja": "日数や期間は書かれていません。", "en": "No number of days or period is stated."},
    "lacks-count": {"ja": "数は書かれていません。", "en": "No number is stated."},
    "lacks-reason": {"ja": "理由は書かれていません。", "en": "No reason is stated."},
    "all": {"ja": "収録している規約", "en": "the agreements here"},
    "and": {"ja": "、", "en": "; "},
    "more": {"ja": "（ほか{count}項目）", "en": "({count} more)"},
    "no-topic": {
        "ja": "比べる項目として整理されていないため、各規約で最も近い条項を並べます。",
        "en": "This is not one of the topics prepared for comparison; here is the nearest clause of each agreement.",
    },
    "silent": {"ja": "定めが見つかりません", "en": "no provision was found"},
    "compared": {"ja": "「{topic}」を比べました。", "en": "Compared on {topic}:"},
    "most-size": {"ja": "最も高い（大きい）のは{names}（{value}）です。", "en": "The highest is {names} ({value})."},
    "least-size": {"ja": "最も低い（小さい）のは{names}（{value}）です。", "en": "The lowest is {names} ({value})."},
    "most-time": {"ja": "最も長いのは{names}（{value}）です。", "en": "The longest is {names} ({value})."},
    "least-time": {"ja": "最も短いのは{names}（{value}）です。", "en": "The shortest is {names} ({value})."},
    "grouped": {"ja": "「{value}」は{names}です。", "en": "{value}: {names}."},
    "lacking": {"ja": "定めがないのは{names}です。", "en": "There is no provision in {names}."},
    "head-agreement": {"ja": "規約", "en": "Agreement"},
    "head-says": {"ja": "定め", "en": "What it says"},
    "head-clause": {"ja": "条項", "en": "Clause"},
    "no-library": {
        "ja": "規約が1つも読み込まれていません。",
        "en": "No agreement is loaded.",
    },
}


def phrase(key: str, language: str, **values: object) -> str:
    """A phrase in a language, with its values filled in."""
    return PHRASES[key][language].format(**values)
