"""Filters of JSONPath expressions: the part of JavaScript that rulesets use.

    conditional := binary ["?" conditional ":" conditional]
    binary      := unary (operator unary)*            by precedence, see `_PRECEDENCE`
    unary       := ("!" | "-" | "+" | "typeof" | "void") unary | postfix
    postfix     := primary ("." name | "[" conditional "]" | "(" arguments ")")*
    primary     := literal | regular expression | variable | "(" conditional ")"

Variables are `@`, `@property`, `@parent`, `@parentProperty`, `@root`, `@path`, and tests of
types such as `@string()`. Methods are those of `METHODS`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType

from .js_patterns import JsPattern, compile_pattern

MAX_TOKENS = 400
"""Maximum number of tokens of a filter."""

MAX_DIGITS = 300  # numbers of JavaScript end at 1.8e308
MAX_DEPTH = 50
"""Maximum nesting of a filter."""

VARIABLES = ("@", "@property", "@parent", "@parentProperty", "@root", "@path")
TYPE_TESTS = (
    *("@string", "@number", "@boolean", "@integer", "@scalar", "@array", "@object"),
    "@null",
)
PATTERN_METHODS = ("match", "test")
METHODS = (
    *PATTERN_METHODS,
    *("includes", "indexOf", "startsWith", "endsWith", "toLowerCase", "toUpperCase"),
    *("trim", "toString", "charAt", "slice", "substring", "hasOwnProperty"),
)


class FilterLiteral(Struct, frozen=True):
    value: str | int | float | bool | UnsetType | None


class FilterPattern(Struct, frozen=True):
    pattern: JsPattern


class FilterVariable(Struct, frozen=True):
    """One of `VARIABLES` or `TYPE_TESTS`."""

    name: str


class FilterMember(Struct, frozen=True):
    owner: FilterExpression
    key: FilterExpression


class FilterCall(Struct, frozen=True):
    """A call of one of `METHODS`."""

    owner: FilterExpression
    method: str
    arguments: tuple[FilterExpression, ...]


class FilterUnary(Struct, frozen=True):
    operator: str
    operand: FilterExpression


class FilterBinary(Struct, frozen=True):
    operator: str
    left: FilterExpression
    right: FilterExpression


class FilterConditional(Struct, frozen=True):
    condition: FilterExpression
    then: FilterExpression
    otherwise: FilterExpression


FilterExpression: TypeAlias = (
    FilterLiteral
    | FilterPattern
    | FilterVariable
    | FilterMember
    | FilterCall
    | FilterUnary
    | FilterBinary
    | FilterConditional
)


class PathSyntaxError(ValueError):
    """An expression that is not valid or not supported."""


_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
      (?P<number>\d+(?:\.\d+)?)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<name>[@A-Za-z_$][\w$@]*)
    | (?P<operator>===|!==|==|!=|<=|>=|&&|\|\||~=|[-+*/%<>!?:.,()\[\]])
    )""",
    re.VERBOSE,
)
_REGEX = re.compile(r"/((?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)")
_PRECEDENCE = {
    **{"||": 1, "&&": 2, "===": 6, "!==": 6, "==": 6, "!=": 6},
    **{"<": 7, ">": 7, "<=": 7, ">=": 7, "in": 7, "~=": 7},
    **{"+": 9, "-": 9, "*": 10, "/": 10, "%": 10},
}
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": UNSET}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v"}


def parse_filter(text: str, start: int) -> tuple[FilterExpression, int]:
    """The filter at an offset, and the offset of its end. Raises `PathSyntaxError`, or
    `UnsupportedPattern` for a regular expression."""
    parser = _FilterParser(text, start)
    expression = parser.conditional()
    return expression, parser.end()


def integer(text: str) -> int:
    """The value of digits with an optional sign. Raises `PathSyntaxError`."""
    if len(text) > MAX_DIGITS:
        raise PathSyntaxError(f"a number has more than {MAX_DIGITS} digits")
    return int(text)


def unquoted(text: str) -> str:
    """The value of a string literal of JavaScript."""
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), text[1:-1])


class _FilterParser:
    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._position = start
        self._count = 0
        self._depth = 0

    def end(self) -> int:
        return self._position

    def conditional(self) -> FilterExpression:
        condition = self._binary(1)
        if not self._skip("?"):
            return condition
        then = self.conditional()
        self._expect(":")
        return FilterConditional(condition, then, self.conditional())

    def _binary(self, least: int) -> FilterExpression:
        left = self._unary()
        while True:
            _, operator, end = self._peek()
            precedence = _PRECEDENCE.get(operator, 0)
            if precedence < least:
                return left
            self._advance(end)
            right = self._binary(precedence + 1)
            if operator == "~=":
                right = _as_pattern(right)
                left = FilterCall(right, "test", (left,))
            else:
                left = FilterBinary(operator, left, right)

    def _unary(self) -> FilterExpression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise PathSyntaxError(f"a filter is nested in more than {MAX_DEPTH} levels")
        _, token, end = self._peek()
        expression: FilterExpression
        if token in ("!", "-", "+", "typeof", "void"):
            self._advance(end)
            expression = FilterUnary(token, self._unary())
        else:
            expression = self._postfix(self._primary())
        self._depth -= 1
        return expression

    def _primary(self) -> FilterExpression:
        kind, token, end = self._peek()
        if token == "/":
            return self._pattern()
        self._advance(end)
        if kind == "number":
            return FilterLiteral(float(token) if "." in token else integer(token))
        if kind == "string":
            return FilterLiteral(unquoted(token))
        if kind == "name":
            return self._name(token)
        if token != "(":
            raise PathSyntaxError(f"unexpected `{token}` in a filter")
        inner = self.conditional()
        self._expect(")")
        return inner

    def _name(self, name: str) -> FilterExpression:
        if name in _CONSTANTS:
            return FilterLiteral(_CONSTANTS[name])
        if name in TYPE_TESTS and self._skip("("):
            self._expect(")")
            return FilterVariable(name)
        if name in VARIABLES:
            return FilterVariable(name)
        raise PathSyntaxError(f"`{name}` is not supported in filters")

    def _pattern(self) -> FilterExpression:
        match = _REGEX.match(self._text, self._skip_spaces())
        if match is None:
            raise PathSyntaxError("unterminated regular expression in a filter")
        self._advance(match.end())
        return FilterPattern(compile_pattern(match[1], match[2]))

    def _postfix(self, expression: FilterExpression) -> FilterExpression:
        while True:
            if self._skip("."):
                kind, name, end = self._peek()
                if kind != "name":
                    raise PathSyntaxError(f"unexpected `{name}` in a filter")
                self._advance(end)
                if self._skip("("):
                    expression = self._call(expression, name)
                else:
                    expression = FilterMember(expression, FilterLiteral(name))
            elif self._skip("["):
                expression = FilterMember(expression, self.conditional())
                self._expect("]")
            else:
                return expression

    def _call(self, owner: FilterExpression, method: str) -> FilterExpression:
        arguments: list[FilterExpression] = []
        while not self._skip(")"):
            if arguments:
                self._expect(",")
            arguments.append(self.conditional())
        if method not in METHODS:
            raise PathSyntaxError(f"the method `{method}` is not supported in filters")
        if method == "match":
            if len(arguments) != 1:
                raise PathSyntaxError("`match` must have one argument")
            return FilterCall(_as_pattern(arguments[0]), "test", (owner,))
        if method == "test" and not isinstance(owner, FilterPattern):
            raise PathSyntaxError("`test` is a method of regular expressions only")
        return FilterCall(owner, method, tuple(arguments))

    def _skip_spaces(self) -> int:
        position = self._position
        while self._text[position : position + 1].isspace():
            position += 1
        return position

    def _peek(self) -> tuple[str, str, int]:
        """The kind, text and end of the next token; empty at the end of the text."""
        if self._skip_spaces() == len(self._text):
            return "", "", self._position
        match = _TOKEN.match(self._text, self._position)
        if match is None:
            unexpected = self._text[self._skip_spaces()]
            raise PathSyntaxError(f"unexpected `{unexpected}` in a filter")
        kind = match.lastgroup or ""
        return kind, match[kind], match.end()

    def _advance(self, end: int) -> None:
        self._count += 1
        if self._count > MAX_TOKENS:
            raise PathSyntaxError(f"a filter has more than {MAX_TOKENS} tokens")
        if end == self._position:
            raise PathSyntaxError("the filter ends too early")
        self._position = end

    def _skip(self, token: str) -> bool:
        _, text, end = self._peek()
        if text == token:
            self._advance(end)
        return text == token

    def _expect(self, token: str) -> None:
        _, text, _ = self._peek()
        if not self._skip(token):
            actual = f"`{text}`" if text else "the end"
            raise PathSyntaxError(f"expected `{token}` in a filter, got {actual}")


def _as_pattern(expression: FilterExpression) -> FilterPattern:
    """An argument of `match` as a pattern: a regular expression or a string."""
    if isinstance(expression, FilterPattern):
        return expression
    if isinstance(expression, FilterLiteral) and isinstance(expression.value, str):
        return FilterPattern(compile_pattern(expression.value, ""))
    raise PathSyntaxError("a pattern must be a regular expression or a string")
