"""Percent-decoding of UTF-8 (RFC 3986, section 2.1)."""

from __future__ import annotations

from urllib.parse import unquote, unquote_plus

from .errors import DecodeError


def decoded(text: str) -> str:
    """Decode percent-encoded text. Raises `DecodeError` unless it is UTF-8."""
    if "%" not in text:
        return text
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise DecodeError(_REASON) from None


def decoded_plus(text: str) -> str:
    """Decode text in which `+` is a space. Raises `DecodeError` unless it is UTF-8."""
    return decoded(text.replace("+", " "))


def decoded_name(text: str) -> str:
    """Decode a name, where one that is not UTF-8 equals no other: see `check_name`."""
    if "%" not in text and "+" not in text:
        return text
    return unquote_plus(text, errors="surrogateescape")


def check_name(name: str) -> None:
    """Raise `DecodeError` for a result of `decoded_name` that is not UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raise DecodeError(_REASON) from None


def escaped(data: bytes) -> str:
    """A part of a request target as ASCII: other bytes, which it may not have, are
    percent-encoded."""
    if data.isascii():
        return data.decode()
    return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in data)


_REASON = "percent-encoded text is not UTF-8"
