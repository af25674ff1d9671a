"""What every command line here does alike: an error is one line on standard error, and the exit status tells."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from .errors import InputError, terminal_language
from .locator import LocatorError


class Parser(argparse.ArgumentParser):
    """An argument parser whose error is one line, without the usage; exit status 2. Its subparsers are the same."""

    def error(self, message: str) -> NoReturn:
        """Exits with status 2 and the line."""
        message = " ".join(message.split())
        if terminal_language() == "ja":
            line = f"引数が正しくありません（{message}）。使い方: {self.prog} --help"
        else:
            line = f"{message}; see {self.prog} --help"
        self.exit(2, f"{self.prog}: {line}\n")


def run(main: Callable[[], int]) -> NoReturn:
    """Exits with the status that `main` returns.

    InputError and LocatorError are said in one line in the terminal's language (status 2). A reader that closed the
    pipe has what it wanted (0); Ctrl-C ends quietly (130).
    """
    try:
        status = main()
        sys.stdout.flush()
    except InputError as error:
        status = _refused(error.message(terminal_language()))
    except LocatorError as error:
        status = _refused(f"所在が正しくありません: {error}" if terminal_language() == "ja" else str(error))
    except BrokenPipeError:
        # The interpreter flushes standard output once more on its way out, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _refused(message: str) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return 2
