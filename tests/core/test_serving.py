"""``make run`` starts one server on one port."""

import socket

from flask import Flask


def test_a_port_on_which_somebody_answers_is_not_shared(app: Flask) -> None:
    """Two platforms on one port would answer by turns, each from its own database."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        said = app.test_cli_runner().invoke(args=["serve", "--port", str(port)])

    assert said.exit_code == 1
    assert f"{port} 番のポートは、ほかのプログラムが使っています" in said.output
