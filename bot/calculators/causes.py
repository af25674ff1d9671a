"""What a question says caused an outage, and what it says did not."""

import re

# Stronger first. Ids of outage_credit.CAUSES.
_CAUSES = (
    ("gross", r"故意|重大な過失|重過失|gross(?:ly)?\s+negligen|wil?lful|intent(?:ional)?|deliberate"),
    ("access-line", r"アクセス回線|利用回線|インターネット回線|回線(?:の|側の?)?(?:障害|故障|不良|断|不具合|が原因|のせい|に原因)|原因[はが=:]\s*\w{0,4}回線"
     r"|access\s+line|internet\s+(?:line|connection)|\b(?:our|subscriber'?s?)\s+(?:own\s+)?(?:\w+\s+)?line\b|\bisp\b"),
    ("customer", r"(?:契約者|利用者|お客様|自社|当社|弊社|当方|こちら|うち)(?:側)?の(?:責|過失|ミス|原因|せい|落ち度|操作|設定)|原因[はが=:]\s*(?:契約者|自社|当社|弊社|当方|うち)"
     r"|(?:\bour|\bmy|subscriber'?s?|customer'?s?)\s+(?:own\s+)?(?:fault|mistake|error)|fault\s+of\s+(?:the\s+)?(?:subscriber|customer)"),
    ("other", r"(?:提供者|提供側|NTT\S*|データ社?)の(?:責|せい|過失)(?:では|によら)ない|天災|地震|台風|不可抗力|force\s+majeure|earthquake|not\s+(?:the\s+)?provider'?s?\s+fault"),
    ("partial", r"一部(?:の?機能|の?サービス|だけ|のみ|が|は|の)[^。]{0,40}(?:使え|停止|障害|利用でき|止ま)|partial(?:ly)?|only\s+(?:some|part)|some\s+(?:features|functions)"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _CAUSES)
_DENIED = ("access-line", "customer")  # the causes that people rule out in so many words

# 回線の故障もなし, 契約者の責ではなく, 回線は正常; but not 回線の故障で使えなかった, where the service is what failed.
_BLAMED = re.compile(
    r"(?:\w{0,4}[のが]?(?:故障|障害|原因|不良|せい|責任?|過失|ミス|落ち度))?(?:で(?![はもな])|により|による|に起因|が原因|のため)"
)
_NOT_AFTER = re.compile(
    r"[^。;;!?]{0,24}?(?:(?<![えきれせけげてべめりらかわさ])な[しいくか]|無し|ありません|ございません|正常|無関係|以外)"
    r"|[^.;:!?]{0,30}?\b(?:(?:is|was|are|were)\s+)?(?:not|n't|never)\s+(?:at\s+fault|to\s+blame|responsible|the\s+(?:cause|reason|problem)|involved|affected)"
    r"|[^.;:!?]{0,20}?(?:\b(?:is|was|were)\s+(?:fine|ok|working|healthy|intact)|(?:is|was|were|are)n't\b)",
    re.I,
)
# "not our fault", "neither ours nor the line's"; but not "could not be used because of our line".
_NOT_BEFORE = re.compile(
    r"(?:\b(?:not|no|neither|nor|without|none|never|rather\s+than|nothing\s+to\s+do\s+with)\b|n't\b)"
    r"(?!\s+(?:be\s+)?(?:us(?:e|able)|work|reach|access|connect|available|able|restor|log|service))"
    r"(?:(?!\b(?:but|because|due\s+to|caused\s+by|owing\s+to|since)\b)[^.;:!?])*$",
    re.I,
)


def cause(text: str) -> str | None:
    """What a text says caused an outage, as an id of outage_credit.CAUSES; None if it does not say, or only says what did not."""
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if name not in _DENIED or not _denied(text, match):
                return name
    return None


def _denied(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() :]
    if _NOT_BEFORE.search(text[: match.start()]):
        return True
    return not _BLAMED.match(after) and bool(_NOT_AFTER.match(after))
