"""Verbs that can be the whole name of a method, and the operations that each one fits."""

from __future__ import annotations

from .inflection import is_plural

_READ_ONE = frozenset("get fetch read retrieve show describe view find".split())
_READ_MANY = frozenset("list search query index browse".split())
_READ = frozenset("count download export head check exists preview status".split())
_CREATE = frozenset("create add new insert register".split())
_REPLACE = frozenset("replace put set upsert".split())
_UPDATE = frozenset("update modify edit patch change rename".split())
_DELETE = frozenset("delete remove destroy".split())
_ACT = frozenset(
    "abort accept acknowledge activate analyze apply approve archive ask assign attach"
    " authenticate authorize ban batch block book build calculate call cancel capture"
    " charge claim clear clone close commit complete compute configure confirm connect"
    " convert copy deactivate decline decrypt deploy detach disable discard disconnect"
    " dismiss duplicate enable encrypt enqueue estimate evaluate execute expire export"
    " extract finalize finish follow force forward generate grant hibernate hide import"
    " install invalidate invite invoke join kick launch leave like link load lock login"
    " logout mark merge migrate"
    " move mute notify open parse pause pay ping pin poll predict preview process"
    " promote provision publish pull purge push query queue reactivate reauthorize reboot"
    " rebuild recover redeem refresh refund regenerate reimage reindex reinvite reject"
    " release reload remind remove reopen reorder replay reply report request rescan"
    " resend reset resize resolve restart restore resubmit resume resync retry reveal"
    " reverse revert revise revoke rollback rotate run save scale"
    " schedule search send share sign simulate skip snooze split star start stop store"
    " submit subscribe suspend swap sync synchronize terminate test toggle track train"
    " transfer transform translate trigger unarchive unassign unban unblock undelete"
    " undo unfollow uninstall unlink unlock unmute unpin unpublish unstar unsubscribe"
    " unload unsuspend upload validate verify void vote wake withdraw".split()
)
_WRITE = (
    _UPDATE
    | _DELETE
    | frozenset(
        "add create fetch find get insert manage put register replace retrieve set upsert".split()
    )
)
_NOUNS = frozenset(
    "batch call export import process query report request schedule test transfer upload".split()
)
"""Verbs that also qualify a noun, as in `/upload_sessions`."""
_DOWNLOAD = frozenset("download export find lookup search".split())
VERBS_BEFORE_NOUNS = frozenset(
    "calculate convert generate resend restore search validate verify".split()
)
"""Verbs that precede their noun in paths, as in `POST /logs/validate/origin`."""

NATURAL_METHOD_VERBS = frozenset(("get", "delete"))
"""HTTP methods that authors use as verbs in operation ids."""


def is_action(segment: tuple[str, ...]) -> bool:
    """Whether a path segment is an action of POST or PUT: `cancel`, `set-tags`.

    `upload_sessions` is a list of sessions.
    """
    return segment[0] in _WRITE or (
        segment[0] in _ACT
        and not (len(segment) > 1 and segment[0] in _NOUNS and is_plural(segment[-1]))
    )


def is_reading_action(segment: tuple[str, ...]) -> bool:
    """Whether a path segment is an action of GET: `search`, `get-datasets`."""
    return segment[0] in _DOWNLOAD or (
        len(segment) > 1 and segment[0] in ("get", "list", "fetch", "retrieve")
    )


def fits(verb: str, method: str, ends_in_item: bool, is_list: bool) -> bool:
    """Whether the verb describes an operation with this HTTP method and path.

    `get` and its synonyms do not return a list, and `list` does not return one item.
    """
    method = method.upper()
    if verb in _READ_MANY and (is_list or not ends_in_item):
        return method in ("GET", "POST", "QUERY", "HEAD")
    if verb in _READ_ONE:
        return method == "GET" and not is_list
    if verb in _READ and method in ("GET", "HEAD"):
        return True
    if verb in _CREATE:
        return method in ("POST", "PUT")
    if verb in _REPLACE:
        return method in ("PUT", "POST", "PATCH")
    if verb in _UPDATE:
        return method in ("PUT", "PATCH", "POST")
    if verb in _DELETE:
        return method in ("DELETE", "POST")
    return verb in _ACT and method in ("POST", "PUT", "PATCH", "DELETE")
