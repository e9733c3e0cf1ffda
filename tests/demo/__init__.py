"""The generated clients against the generated servers, over a socket.

Handlers answer with the documented examples; what went over the wire is printed.
Run it: `python -m tests.demo`.
"""
