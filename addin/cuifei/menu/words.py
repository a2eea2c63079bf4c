"""What Excel shows before any workbook is open: a text in each language of the ribbon.

These texts live in the add-in's own sheet, because VBA source holds ASCII only
and no catalogue can be asked while Python is not running.
"""

from dataclasses import dataclass

from cuifei.locale import phrase


@dataclass(frozen=True, slots=True)
class Words:
    """One text, in Chinese and in English; in other languages as their catalogues have it."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """Return the text in `lang`.

        >>> Words("检查", "Check").say("en")
        'Check'
        """
        return phrase((self.zh, self.en), lang)

    def filled(self, **params: str) -> "Words":
        """Return the two texts with what their `{names}` stand for."""
        return Words(self.zh.format(**params), self.en.format(**params))
