"""When a call is made again, and after how long."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime

import pytest

from trueup_runtime.client import Headers, RetryPolicy
from trueup_runtime.client.retries import may_repeat, retry_after


def test_waits_double_up_to_a_cap() -> None:
    policy = RetryPolicy(retries=6, jitter=lambda: 1.0)
    assert [policy.wait(attempt, None) for attempt in range(7)] == [
        0.5,
        1,
        2,
        4,
        8,
        8,
        None,
    ]


def test_jitter_is_full() -> None:
    assert RetryPolicy(jitter=lambda: 0.0).wait(0, None) == 0.0


def test_what_the_service_asks_for_is_waited_unless_it_is_long() -> None:
    assert RetryPolicy().wait(0, 30.0) == 30.0
    assert RetryPolicy().wait(0, 61.0) is None
    assert RetryPolicy(retries=0).wait(0, 1.0) is None


@pytest.mark.parametrize(
    ("status", "asked", "safe", "repeat"),
    [
        (429, 1.0, False, True),
        (503, 1.0, False, True),
        (429, None, False, False),
        (503, None, True, True),
        (408, None, False, False),
        (408, None, True, True),
        (502, 1.0, False, False),
        (504, None, True, True),
        (500, None, True, False),
        (400, None, True, False),
        (409, 1.0, True, False),
        (200, None, True, False),
    ],
)
def test_repeating_is_safe_or_asked_for(
    status: int, asked: float | None, safe: bool, repeat: bool
) -> None:
    assert may_repeat(status, asked, safe=safe) is repeat


NOW = datetime(2015, 10, 21, 7, 28, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("1.5", 1.5),
        ("Wed, 21 Oct 2015 07:28:30 GMT", 30.0),
        ("Wed, 21 Oct 2015 07:27:30 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:30 -0000", 30.0),
        ("soon", None),
        ("-1", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(Headers({"retry-after": text}), lambda: NOW) == seconds


def test_wait_is_bounded_after_any_number_of_attempts() -> None:
    policy = RetryPolicy(retries=10**400, jitter=lambda: 1.0)
    assert policy.wait(10_000, None) == policy.cap


def test_policy_can_be_copied_and_pickled() -> None:
    policy = RetryPolicy(retries=1)
    assert pickle.loads(pickle.dumps(policy)) == policy == copy.deepcopy(policy)
