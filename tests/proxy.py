"""A way to a PostgreSQL server that breaks where a test wants it to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Proxy:
    """Forwards connections of a TCP port of this machine to a server's socket.

    Once each: `cut` at "COMMIT" ends a connection before the server hears of it, at "answer" once the server has done
    it and before the client hears of that; `lost` is a word at which the client alone sees its connection end. The next
    `refused` connections are closed at once.
    """

    def __init__(self, target: Path) -> None:
        self.target = str(target / ".s.PGSQL.5432")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.cut = ""
        self.lost = ""
        self.is_over = threading.Event()
        self.refused = 0
        self.threads = [threading.Thread(target=self.accept)]
        self.threads[0].start()

    def accept(self) -> None:
        """Take connections until the listener is shut down."""
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.refused:
                self.refused -= 1
                client.close()
                continue
            thread = threading.Thread(target=self.serve, args=(client,))
            self.threads.append(thread)
            thread.start()

    def serve(self, client: socket.socket) -> None:
        """Forward one connection in both directions until either side ends it, or it is cut."""
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(self.target)
            is_mute = threading.Event()
            back = threading.Thread(target=forward_back, args=(server, client, is_mute))
            back.start()
            with suppress(OSError):
                while data := client.recv(65536):
                    if self.lost and self.lost.encode() in data:
                        self.lost = ""
                        shut(client)
                        self.is_over.wait()
                        break
                    if b"COMMIT" in data and self.cut:
                        cut, self.cut = self.cut, ""
                        if cut == "COMMIT":
                            break
                        is_mute.set()
                    server.sendall(data)
            shut(server)
            back.join()

    def close(self) -> None:
        """Take no more connections, and wait for the ends of those that are open."""
        self.is_over.set()
        shut(self.listener)
        self.listener.close()
        for thread in self.threads:
            thread.join()


def forward_back(server: socket.socket, client: socket.socket, is_mute: threading.Event) -> None:
    """Forward the server's answers; once it is to be mute, its next one ends the connection."""
    with suppress(OSError):
        while data := server.recv(65536):
            if is_mute.is_set():
                break
            client.sendall(data)
    shut(client)


def shut(either: socket.socket) -> None:
    """End a connection in both directions, which wakes whoever waits on it."""
    with suppress(OSError):
        either.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxied(target: Path) -> Iterator[Proxy]:
    """A proxy to the server whose socket is in that directory."""
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
