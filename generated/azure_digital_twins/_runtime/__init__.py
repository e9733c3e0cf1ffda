"""The runtime of generated packages.

| package | holds |
|---|---|
| `client` | calls: parameters, bodies, models, retries, credentials, transports |
| `server` | an ASGI application: routing, validation, security, responses |
| `conformance` | tests of a generated client and server against their description |
"""

import importlib

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """A public name of `client`: earlier versions of the runtime held it here."""
    if not name.startswith("_"):
        client = importlib.import_module(".client", __name__)
        if name in client.__all__:
            return getattr(client, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
