"""Bytes that are base64url in JSON."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Self

from .string_formats import is_base64url


class Base64Url(bytes):
    """Bytes whose JSON is a string in base64url (RFC 4648, section 5).

    The string has no padding, unless the value was decoded from a padded string:

    >>> Base64Url(b"hi?").text, Base64Url(b"hi").text, Base64Url.from_text("aGk=").text
    ('aGk_', 'aGk', 'aGk=')
    """

    _text: str | None = None

    @classmethod
    def from_text(cls, text: object) -> Self:
        """Decode a string, which is the text of the value. Raises `ValueError`."""
        if not isinstance(text, str) or not is_base64url(text):
            raise ValueError("not base64url")
        padded = text.rstrip("=") + "=="  # too much is ignored
        value = cls(urlsafe_b64decode(padded))
        value._text = text
        return value

    @property
    def text(self) -> str:
        """The string in JSON: as it was received, or without padding."""
        if self._text is None:
            return urlsafe_b64encode(self).decode("ascii").rstrip("=")
        return self._text

    def __repr__(self) -> str:
        return f"Base64Url({super().__repr__()})"
