"""What generated packages run on.

| package | holds |
|---|---|
| `client` | calls: parameters, bodies, models, retries, credentials, transports |
| `server` | an ASGI application: routing, validation, security, responses |
| `conformance` | tests of a generated client and server against their description |
"""

__version__ = "0.1.0"
