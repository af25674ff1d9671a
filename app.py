"""Opens the desk in the browser: `python app.py`."""

import sys

from bot.chain import Bot
from bot.desk import LOOK, build
from ingest.errors import InputError, terminal_language


def main() -> int:
    """Builds the desk and serves it until it is stopped; 2 if it has nothing to answer from."""
    try:
        bot = Bot.load()
    except InputError as error:
        print(error.message(terminal_language()), file=sys.stderr)
        return 2
    build(bot).launch(**LOOK)
    return 0


if __name__ == "__main__":
    sys.exit(main())
