"""Errors that a user can mend, said in one line in the user's language."""

import os


class InputError(ValueError):
    """Unusable input. `ja` and `en` each say in one line what is wrong and how to mend it."""

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(en)
        self.en, self.ja = en, ja

    def message(self, language: str) -> str:
        """The line in `language` ("ja" or "en")."""
        return self.ja if language == "ja" else self.en


def terminal_language() -> str:
    """The language of whoever sits at the terminal, from the usual environment variables."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ja" if locale.startswith("ja") else "en"
