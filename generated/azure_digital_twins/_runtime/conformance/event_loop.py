"""An event loop in a thread, and the lifespan of an application in it.

Connections and locks of an application belong to one event loop, so all requests of a
run are sent from the same one.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from concurrent.futures import Future
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")
Message: TypeAlias = MutableMapping[str, Any]
AsgiApp: TypeAlias = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]


class EventLoop:
    """An event loop that runs in a daemon thread until it is closed."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.start(coroutine).result()

    def start(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(600)
        if not self._thread.is_alive():
            self._loop.close()


class Lifespan:
    """The lifespan of an ASGI application (ASGI Lifespan 2.0), which it may not support."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app
        self._state: dict[str, Any] = {}
        self._received: asyncio.Queue[Message] = asyncio.Queue()
        self._sent: asyncio.Queue[Message | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def app(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """The application, with the state that its startup has set."""
        if self._state:
            scope["state"] = dict(self._state)
        await self._app(scope, receive, send)

    async def startup(self) -> str | None:
        """Start the application; the reason if it refuses to start."""
        self._task = asyncio.create_task(self._run())
        await self._received.put({"type": "lifespan.startup"})
        message = await self._sent.get()
        if message is not None and message["type"] == "lifespan.startup.failed":
            return str(message.get("message") or "no message")
        return None

    async def shutdown(self) -> None:
        if self._task is None or self._task.done():
            return
        await self._received.put({"type": "lifespan.shutdown"})
        await self._sent.get()

    async def _run(self) -> None:
        asgi = {"version": "3.0", "spec_version": "2.0"}
        scope = {"type": "lifespan", "asgi": asgi, "state": self._state}
        try:
            await self._app(scope, self._received.get, self._sent.put)
        except Exception:  # an application without lifespan raises
            pass
        await self._sent.put(None)
