"""A way to the PostgreSQL server of the tests that can be held up or cut, as a network is."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.postgres_server import socket_directory


class Line:
    """A port on this machine behind which the server stands, for as long as it is open."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.ends: list[socket.socket] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        """Connect whoever comes with the server."""
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(f"{socket_directory()}/.s.PGSQL.5432")
            self.ends += (near, far)
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self.carry, args=(one, other), daemon=True).start()

    def carry(self, one: socket.socket, other: socket.socket) -> None:
        """Carry what one says to the other, while the line is open."""
        try:
            while some := one.recv(65536):
                self.open.wait()
                other.sendall(some)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def close(self) -> None:
        """Cut it: both sides are told."""
        self.open.set()
        for each in (self.door, *self.ends):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)  # closing alone would not wake the thread that reads from it
            each.close()


@contextmanager
def line() -> Iterator[Line]:
    """A line that is closed at the end."""
    made = Line()
    try:
        yield made
    finally:
        made.close()
