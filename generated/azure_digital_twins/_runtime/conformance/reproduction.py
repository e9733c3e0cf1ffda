"""Commands that reproduce a failure: `curl` for the request, pytest for the test."""

from __future__ import annotations

import json
import os
import re
import shlex
from base64 import b64encode
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

import pytest

from . import targets
from .targets import Exchange, Target

_MAX_BODY = 4000
_LOCAL = "http://127.0.0.1:8000"
_HIDDEN = "***"
_MIN_LENGTH = 4
"""Shorter secrets are part of many words: they are hidden only as the value of a header, a
parameter or a cookie."""
OPTIONS = ("--app", "--base-url")
FLAGS = ("--allow-writes", "--socket")


def curl(exchange: Exchange, target: Target) -> str:
    """A `curl` command for a request, without its credentials."""
    url = exchange.url.replace(targets.NOWHERE, _LOCAL)
    for name in _key_names("query", target):
        pattern = f"(?<=[?&]){re.escape(quote(name, safe=''))}=[^&#]*"
        url = re.sub(pattern, lambda match: _hidden_pair(match[0]), url)
    words = ["curl", "-gsSi", "-X", exchange.method, redacted(url, target)]
    if exchange.method == "HEAD":
        words = ["curl", "-gsSI", redacted(url, target)]
    for name, value in exchange.headers.items():
        if name == "content-length" and exchange.content:
            continue
        shown = _header(name, value, target)
        words += ["-H", f"{name}: {shown}" if shown else f"{name};"]
    prefix = ""
    if exchange.content:
        option, value, prefix = _data(exchange.content)
        words += [option, value]
    return prefix + shlex.join(words)


def _header(name: str, value: str, target: Target) -> str:
    if name in map(str.lower, _key_names("header", target)):
        return _HIDDEN
    if name == "authorization":
        return f"{value.partition(' ')[0]} {_HIDDEN}"
    if name == "cookie":
        names = _key_names("cookie", target)
        value = "; ".join(
            _hidden_pair(pair) if pair.partition("=")[0] in names else pair
            for pair in value.split("; ")
        )
    return redacted(value, target)


def _key_names(location: str, target: Target) -> list[str]:
    """The names of the headers, parameters or cookies that have API keys."""
    return [
        scheme.name
        for scheme in target.vectors.schemes.values()
        if scheme.kind == "key" and scheme.place == location
    ]


def _hidden_pair(pair: str) -> str:
    return f"{pair.partition('=')[0]}={_HIDDEN}"


def _data(content: bytes) -> tuple[str, str, str]:
    """(option, value, command before `curl`) for a body."""
    if len(content) > _MAX_BODY:
        return "--data-raw", f"<{len(content)} bytes; see vectors.json>", ""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text and "\r" not in text:
        return "--data-raw", text, ""
    encoded = b64encode(content).decode()
    return "--data-binary", "@-", f"echo {encoded} | base64 -d | "


def redacted(text: str, target: Target) -> str:
    """A text without the target's secrets, as they are or in a common encoding."""
    for spelling in _spellings(target.secrets):
        text = text.replace(spelling, _HIDDEN)
    return text


def _spellings(secrets: Mapping[str, str]) -> Iterable[str]:
    parts = {
        part
        for secret in secrets.values()
        for part in (secret, secret.partition(":")[2])
        if len(part) >= _MIN_LENGTH
    }
    spellings = {
        spelling
        for part in parts
        for spelling in (
            part,
            quote(part, safe=""),
            quote_plus(part),
            json.dumps(part)[1:-1],
            json.dumps(part, ensure_ascii=False)[1:-1],
            b64encode(part.encode()).decode(),
        )
    }
    return sorted(spellings, key=len, reverse=True)


def command(item: pytest.Item) -> str:
    """The command that runs a test alone, in the folder of this run."""
    path, separator, name = item.nodeid.partition("::")
    folder = item.config.invocation_params.dir
    path = os.path.relpath(os.path.join(item.config.rootpath, path), folder)
    words = ["python", "-m", "pytest", path + separator + name]
    for option in OPTIONS:
        value = item.config.getoption(option, default=None)
        if value:
            words.append(f"{option}={value}")
    words += [flag for flag in FLAGS if item.config.getoption(flag, default=False)]
    return shlex.join(words)
