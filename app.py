"""Opens the desk in the browser: `python app.py`."""

import sys

from tqdm import tqdm

from bot.chain import Bot
from bot.desk import LOOK, build
from ingest.errors import InputError, terminal_language


def main() -> int:
    """Builds the desk and serves it until it is stopped; 2 if it has nothing to answer from."""
    try:
        bot = _load()
    except InputError as error:
        print(error.message(terminal_language()), file=sys.stderr)
        return 2
    build(bot).launch(**LOOK)
    return 0


def _load() -> Bot:
    """The bot, with a bar on standard error while an index is built."""
    with tqdm(total=100, disable=None, leave=False, bar_format="{desc} {bar} {n:.0f}% {elapsed}") as bar:

        def show(share: float, what: str) -> None:
            bar.n = 100 * share
            bar.set_description(what)

        return Bot.load(show)


if __name__ == "__main__":
    sys.exit(main())
