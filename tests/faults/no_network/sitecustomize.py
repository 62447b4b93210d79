"""Put first on PYTHONPATH: every process of a run then ends at the first attempt to use the network, and says so in a file."""

from __future__ import annotations

import os
import sys

#: Not "socket.bind": urllib3, which trafilatura imports, binds to its own machine to see whether there is IPv6.
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto", "urllib.Request", "http.client.connect")


def guard(event: str, _: tuple[object, ...]) -> None:
    """Stop at a forbidden event."""
    if event in FORBIDDEN:
        with open(os.environ["CLAIMCITE_NETWORK_LOG"], "a", encoding="utf8") as file:
            file.write(f"{event}\n")
        os._exit(77)


sys.addaudithook(guard)
with open(os.environ["CLAIMCITE_NETWORK_LOG"] + ".guarded", "a", encoding="utf8") as log:
    log.write(f"{os.getpid()}\n")
