"""What the desk itself says, in Japanese and in English."""

from ingest.errors import InputError
from ingest.library import Library

WORDS: dict[str, dict[str, str]] = {
    "ja": {
        "brand": "約款デスク",
        "tagline": "規約の条文を根拠に答えます",
        "language": "表示言語",
        "agreement": "対象の規約",
        "all": "すべての規約",
        "question": "質問",
        "placeholder": "質問を入力（Enter で送信）",
        "clear": "会話を消去",
        "conversation": "会話",
        "welcome": "お客様のご質問を、そのままどうぞ。",
        "welcome-more": "根拠の条文を開き、該当する箇所に印を付けます。",
        "examples": "質問の例",
        "pending": "条文を調べています",
        "citations": "根拠の条文",
        "nearest": "近い条文",
        "no-answer": "該当する定めなし",
        "clarification": "確認させてください",
        "error": "回答できませんでした",
        "retry": "もう一度調べる",
        "official": "公式の文言",
        "ja": "やさしい日本語",
        "en": "やさしい英語",
        "shown": "表示する文章",
        "no-official": "公式の文言は読み込まれていません。読者版（やさしい日本語・英語）を表示しています。",
        "copy": "コピー",
        "copied": "コピーしました",
        "address": "所在",
        "references": "この条文が参照する定め",
        "previous": "前へ",
        "next": "次へ",
        "between": "前後の条文",
        "contents": "規約一覧",
        "browse": "規約を開いて読む",
        "browse-more": "質問せずに、条文を直接開くこともできます。",
        "path": "現在の位置",
        "site": "提供者のサイト",
        "version": "第{version}版",
        "in-force": "{date} 現在",
        "units": "{count} 項目",
        "with-official": "公式の文言あり",
        "without-official": "読者版のみ",
        "nothing": "{locator} にあたる条文はありません。",
        "back": "会話へ戻る",
        "contradiction": "規約内の矛盾",
        "ambiguity": "読み方が分かれる箇所",
        "wrong-reference": "参照先の誤り",
        "missing-part": "原文に欠けている箇所",
        "slip": "原文の誤記",
        "note": "ご注意",
        "more": "他{count}件",
        "mode": "画面",
        "ask": "質問する",
        "calculate": "計算する",
        "calculator": "何を計算しますか",
        "no-rule": "定めなし",
        "optional": "任意の項目・別の入れ方",
        "run": "計算する",
        "dates-hint": "日付は 2026-04-30、2026年4月30日、令和8年4月30日 のどの書き方でも読みます。",
        "pick": "カレンダーから選ぶ",
        "unset": "指定しない",
        "missing": "{names}を入力してください。",
        "and": "と",
        "step": "計算",
        "value": "値",
        "clause": "条文",
        "assumptions": "前提",
        "readings": "別の読み方では",
        "timeline": "日程",
        "copy-text": "文章をコピー",
    },
    "en": {
        "brand": "Yakkan Desk",
        "tagline": "Answers from the agreements, clause by clause",
        "language": "Interface language",
        "agreement": "Agreement",
        "all": "All agreements",
        "question": "Question",
        "placeholder": "Type a question (Enter sends)",
        "clear": "Clear conversation",
        "conversation": "Conversation",
        "welcome": "Ask it the way the customer did.",
        "welcome-more": "The clause that answers opens beside it, with the passage marked.",
        "examples": "Try one of these",
        "pending": "Looking through the clauses",
        "citations": "Clauses this rests on",
        "nearest": "Nearest clauses",
        "no-answer": "No clause says this",
        "clarification": "One thing first",
        "error": "No answer could be given",
        "retry": "Try again",
        "official": "Official Japanese",
        "ja": "Plain Japanese",
        "en": "Plain English",
        "shown": "Texts shown",
        "no-official": "The official text is not loaded. You are reading the reader's edition.",
        "copy": "Copy",
        "copied": "Copied",
        "address": "Address",
        "references": "What this clause refers to",
        "previous": "Previous",
        "next": "Next",
        "between": "Neighbouring clauses",
        "contents": "Agreements",
        "browse": "Open an agreement",
        "browse-more": "Any clause can be read without asking.",
        "path": "You are here",
        "site": "Provider's site",
        "version": "Version {version}",
        "in-force": "as of {date}",
        "units": "{count} sections",
        "with-official": "with official text",
        "without-official": "reader's edition only",
        "nothing": "Nothing stands at {locator}.",
        "back": "Back to the conversation",
        "contradiction": "The text contradicts itself",
        "ambiguity": "Open to more than one reading",
        "wrong-reference": "A wrong reference in the text",
        "missing-part": "Something is missing in the text",
        "slip": "A slip in the text",
        "note": "Please note",
        "more": "{count} more",
        "mode": "Screen",
        "ask": "Ask",
        "calculate": "Calculate",
        "calculator": "What to work out",
        "no-rule": "no rule",
        "optional": "Optional, or another way to say it",
        "run": "Calculate",
        "dates-hint": "Dates are read as 2026-04-30, 30 April 2026, 2026年4月30日 or 令和8年4月30日.",
        "pick": "Choose from a calendar",
        "unset": "Not set",
        "missing": "Please fill in: {names}.",
        "and": ", ",
        "step": "Step",
        "value": "Value",
        "clause": "Clause",
        "assumptions": "Assumed",
        "readings": "Read the other way",
        "timeline": "Dates",
        "copy-text": "Copy as text",
    },
}

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {  # (agreement that it is about, "" for any; question)
    "ja": (
        ("cti", "クラウドCTIが10時間つながりませんでした。料金は払うのですか"),
        ("nework", "NeWorkの支払いが遅れると利息はいくらかかりますか"),
        ("zoom", "Zoomの契約を延長しないときは、いつまでに言えばいいですか"),
        ("partner-cloud", "パートナークラウドの損害賠償はいくらまで請求できますか"),
        ("nework-privacy", "NeWorkアプリを消すと端末の利用者情報も消えますか"),
        ("cti", "クラウドCTIの29条を見せて"),
    ),
    "en": (
        ("cti", "Is the charge waived if Cloud CTI is down for more than 8 hours?"),
        ("nework", "How much interest is charged on a late NeWork payment?"),
        ("zoom", "Can the Zoom licences be cancelled in the middle of the term?"),
        ("partner-cloud", "Is there a cap on damages under Partner Cloud?"),
        ("nework-privacy", "Who do I contact about my personal data in the NeWork app?"),
        ("cti", "Show me Article 29 of Cloud CTI"),
    ),
}

DAYS: dict[str, dict[str, str]] = {  # of a timeline; a calculator's own word for a day comes before the common one
    "ja": {
        "late-interest/due": "支払期日", "due": "期限", "first": "初日", "late-interest/first": "利息の初日", "last": "末日",
        "paid": "支払日", "opens": "受付開始", "closes": "受付終了", "effect": "効力発生", "term-end": "期間満了", "received": "到達日", "wanted": "希望日",
        "start": "利用開始", "cancelled": "解約日", "changed": "変更日", "known": "発生を認知", "restored": "復旧",
        "added": "追加日", "bought": "購入日",
    },
    "en": {
        "late-interest/due": "Due", "due": "Deadline", "first": "First day", "late-interest/first": "Interest from", "last": "Last day",
        "paid": "Paid", "opens": "Opens", "closes": "Closes", "effect": "Takes effect", "term-end": "Term ends", "received": "Received", "wanted": "Wanted",
        "start": "Start", "cancelled": "Cancelled", "changed": "Changed", "known": "Known", "restored": "Restored",
        "added": "Added", "bought": "Bought",
    },
}  # fmt: skip

FIRST = "ja"  # the language that the page is built in, until the browser has said its own
LONGEST = 1000  # characters of a question

EMPTY = InputError("Please type a question.", "質問を入力してください。")
FAILED = InputError(
    "Something went wrong on our side. What you typed is kept; please try again.",
    "途中で問題が起きました。入力は残してありますので、もう一度お試しください。",
)


def too_long(length: int) -> InputError:
    """The line about a question of `length` characters, more than LONGEST."""
    return InputError(
        f"The question has {length:,} characters; please shorten it to {LONGEST:,} or fewer.",
        f"質問が {length:,} 文字あります。{LONGEST:,} 文字以内に短くしてください。",
    )


def say(language: str, key: str, **values: object) -> str:
    """The words for `key` in the interface language, with `values` filled in."""
    return WORDS[language][key].format(**values)


def examples(library: Library, language: str) -> list[str]:
    """Questions to click, about agreements that the library has."""
    return [question for agreement, question in EXAMPLES[language] if agreement in library.agreements]
