"""Two invented agreements, an umbrella rental and a public bath, for the tests of the index."""

import json
from pathlib import Path

from ingest.library import Library

TOML = """
id = "{id}"
title = {{ ja = "{ja}", en = "{en}" }}
recognise = ["{ja}"]
"""
KASA_JA = """# 傘貸出規約

## 第1条（貸出料金） {#article-1}

`paragraph-1` 利用者は、傘を1本借りるごとに120円を前払いします。

`paragraph-2` 次のどれかに当たるとき、料金はかかりません。

`paragraph-2/item-1` 傘の骨が初めから折れていたとき。

## 第2条（返却期限） {#article-2}

`paragraph-1` 傘は、借りた日から14日以内に、どの駅の傘立てにも返せます。

## 第3条（紛失） {#article-3}

`paragraph-1` 傘をなくした利用者は、弁償として1,500円を支払います。
"""
KASA_EN = """# Umbrella rental terms

## Article 1 (Rental fee) {#article-1}

`paragraph-1` The user pays 120 yen in advance for each umbrella.

`paragraph-2` No fee is due in any of these cases.

`paragraph-2/item-1` A rib of the umbrella was broken from the start.

## Article 2 (Return) {#article-2}

`paragraph-1` Umbrellas are returned to the stand of any station within 14 days of borrowing.

## Article 3 (Loss) {#article-3}

`paragraph-1` A user who loses an umbrella pays 1,500 yen as compensation.
"""
FURO_JA = """# 銭湯利用規約

## 第1条（入浴料） {#article-1}

`paragraph-1` 大人の入浴料は520円、子どもは200円です。

## 第2条（禁止） {#article-2}

`paragraph-1` 浴槽の中で石けんを使ってはいけません。
"""
FURO_EN = """# Bath house terms

## Article 1 (Admission) {#article-1}

`paragraph-1` Admission is 520 yen for adults and 200 yen for children.

## Article 2 (Prohibition) {#article-2}

`paragraph-1` Soap must not be used inside the tub.
"""
KASA_OFFICIAL = """傘貸出規約

第1条（貸出料金）
利用者は、傘一本の借用につき金百二十円を前納するものとする。
２ 次の各号の一に該当する場合は、料金を要しない。
(1) 骨が当初より折損していた場合
第2条（返却期限）
傘は、借用の日から十四日以内に、各駅の傘立てに返却するものとする。
第3条（紛失）
傘を紛失した利用者は、弁償金千五百円を支払うものとする。
"""
QUESTION = {
    "locator": "kasa/article-3/paragraph-1",
    "ja": ["電車に置き忘れたらどうなる？"],
    "en": ["What if it got stolen?"],
}


def write_corpus(root: Path, *, official: bool = False, questions: bool = True) -> None:
    """Writes the corpus below `root`: corpus/, official/ and data/."""
    texts = {
        "kasa": ("傘貸出規約", "Umbrella rental terms", KASA_JA, KASA_EN),
        "furo": ("銭湯利用規約", "Bath house terms", FURO_JA, FURO_EN),
    }
    for slug, (title_ja, title_en, ja, en) in texts.items():
        folder = root / "corpus" / slug
        folder.mkdir(parents=True)
        (folder / "agreement.toml").write_text(TOML.format(id=slug, ja=title_ja, en=title_en), encoding="utf-8")
        (folder / "ja.md").write_text(ja, encoding="utf-8")
        (folder / "en.md").write_text(en, encoding="utf-8")
    if questions:
        line = json.dumps(QUESTION, ensure_ascii=False)
        (root / "corpus" / "kasa" / "questions.jsonl").write_text(line + "\n", encoding="utf-8")
    (root / "official").mkdir()
    if official:
        (root / "official" / "kasa.txt").write_text(KASA_OFFICIAL, encoding="utf-8")


def load(root: Path) -> Library:
    """The library of a written corpus."""
    return Library.load(corpus=root / "corpus", official=root / "official", data=root / "data")
