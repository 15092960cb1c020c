"""A real server process of the demonstration registers on a free port."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

PROGRAM = "import sys; from yijian.demonstration.registers_server import run_registers; "


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def register_process(*, faults_allowed: bool, port: int | None = None) -> Iterator[str]:
    """The address of a running server; the process is stopped at the end."""
    with started_process(faults_allowed=faults_allowed, port=port or free_port()) as (address, process):
        yield address
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def started_process(*, faults_allowed: bool, port: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a running server and its process, which is killed at the end if it still runs."""
    program = PROGRAM + f"run_registers('127.0.0.1', {port}, faults_allowed={faults_allowed})"
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        try:
            wait_until_healthy(address, process)
            yield address, process
        finally:
            process.kill()


def wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended by itself"
        try:
            if httpx.get(f"{address}/health", trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server did not come up")
