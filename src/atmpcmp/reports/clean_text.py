"""Text from files on its way to a terminal, a page or a spreadsheet: never markup, control sequence or formula."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_NOT_IN_AN_ADDRESS = re.compile(r"[<>\\\s]")
# The last four are what some East Asian locales take for the first.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def clean(text: str) -> str:
    """One line of printable text: white space folded, control and direction-changing characters shown by their number."""
    return _UNSAFE.sub(_visible, _SPACES.sub(" ", text)).strip()


def printable(text: str) -> str:
    """One line as it stands, white space and all, with control and direction-changing characters shown by their number."""
    return _UNSAFE.sub(_visible, text)


def json_safe(text: str) -> str:
    """JSON text in which control and direction-changing characters stand as escapes; its own line breaks stay."""
    return "\n".join(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) for line in text.split("\n"))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _by_number(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def clean_cell(text: str) -> str:
    """Clean text that a spreadsheet does not take for a formula."""
    cleaned = clean(text)
    return f"'{cleaned}" if cleaned.startswith(_FORMULA_STARTS) else cleaned


def clean_markdown(text: str) -> str:
    """Clean text that stays text in a Markdown table or paragraph: no markup, no HTML, no character reference."""
    return re.sub(r"([\\`*_{}\[\]<>|#]|~(?=~)|&(?=#\w+;|\w{2,};))", r"\\\1", clean(text))


def code_markdown(text: str) -> str:
    """Text in a monospaced face, which no back-tick in it ends."""
    return f"`{clean(text).replace('`', chr(39))}`"


def link_markdown(words: str, url: str | None) -> str:
    """Words that lead to a page of the web; the words alone where the address is of another kind, such as one that runs a script."""
    if url is None or not _WEB.match(url):
        return clean_markdown(words)
    return f"[{clean_markdown(words)}](<{_NOT_IN_AN_ADDRESS.sub(_by_number, clean(url))}>)"
