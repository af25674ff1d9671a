"""One probability for each candidate out of what speaks for it: a conditional logit (McFadden 1974).

`python -m eval retrieval --fit` estimates the weights on one half of eval/questions (halved by the first right article);
docs/retrieval.md has what they reach on the other.
"""

import numpy as np
from numpy.typing import NDArray

# Evidence: the classifier's logit; the logarithm of the reader's probability; BM25 of the best question, and of the best text; cosine of the best of either.
# Then 1 / rank of the candidate by each of them, and 1 for a silence.
TAUGHT = np.array([0.73, 0.31, 0.46, -0.47, -0.12, 0.68, -0.5, 0.01, 0.05, 0.31, 0.09], dtype=np.float32)
UNTAUGHT = np.array(
    [0.0, 0.0, 2.53, -0.37, 7.38, 0.0, 0.0, 2.09, 0.9, 2.83, -0.22], dtype=np.float32
)  # without a classifier


def logits(evidence: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """`evidence`: (candidates, kinds + 1), the last column 1 for a silence; a logit for each candidate."""
    result: NDArray[np.float32] = features(evidence) @ weights
    return result


def features(evidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """The evidence with ranks: (candidates, 2 * kinds + 1)."""
    kinds = evidence[:, :-1]
    order = np.argsort(-kinds, axis=0, kind="stable")
    ranks = np.empty_like(kinds)
    np.put_along_axis(ranks, order, (1 / np.arange(1, len(kinds) + 1, dtype=np.float32))[:, None], axis=0)
    return np.concatenate([kinds, ranks, evidence[:, -1:]], axis=1)


def shares(logit: NDArray[np.float32], articles: NDArray[np.intp]) -> NDArray[np.float32]:
    """For each candidate the probability that its article (or silence) is the one asked for, times how near it comes to
    the likeliest of that article. `articles`: a number for each candidate's article.
    """
    odds = np.exp(logit - logit.max())
    whole, best = np.zeros(articles.max() + 1, np.float32), np.zeros(articles.max() + 1, np.float32)
    np.add.at(whole, articles, odds)
    np.maximum.at(best, articles, odds)
    result: NDArray[np.float32] = whole[articles] / odds.sum() * odds / best[articles]
    return result
