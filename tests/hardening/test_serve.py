"""`yijian serve` starts when all is right, and refuses what must never be public. Each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
GOOD_KEY = "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz"


def environment(directory: Path, **settings: str) -> dict[str, str]:
    """Of a process with these settings and no others of ours."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("YIJIAN_")},
        "YIJIAN_DATA_DIR": str(directory),
        "YIJIAN_DEFINITIONS": str(ROOT / "definitions"),
        "DJANGO_SETTINGS_MODULE": "yijian.site.settings",
        **{f"YIJIAN_{name.upper()}": value for name, value in settings.items()},
    }


def refused(directory: Path, *arguments: str, **settings: str) -> str:
    """What a command says that must not start."""
    done = subprocess.run(
        [sys.executable, "-m", "yijian.site.main", *arguments],
        cwd=ROOT,
        env=environment(directory, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of an installation that has not begun."""
    return tmp_path_factory.mktemp("fresh")


@pytest.fixture(scope="module")
def tried_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of an installation with a demonstration account."""
    directory = tmp_path_factory.mktemp("tried-out")
    program = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from datetime import UTC, datetime\n"
        "from yijian.storage import accounts; from yijian.storage.models.accounts import AccountKind\n"
        "accounts.create_account(username='demo', password=None, kind=AccountKind.APPLICANT, display_name='x',"
        " now=datetime(2026, 1, 1, tzinfo=UTC), demonstration=True)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment(directory), check=True)
    return directory


def test_it_refuses_the_default_key(fresh: Path) -> None:
    assert "YIJIAN_SECRET_KEY is not set" in refused(fresh, "serve")


def test_it_refuses_a_short_key(fresh: Path) -> None:
    assert "YIJIAN_SECRET_KEY is too short" in refused(fresh, "serve", secret_key="short")


@pytest.mark.parametrize("host", ["0.0.0.0", "yijian.example.org"])
def test_it_refuses_http_on_an_address_that_others_reach(fresh: Path, host: str) -> None:
    assert "not https" in refused(fresh, "serve", "--host", host, secret_key=GOOD_KEY)


def test_it_refuses_demonstration_accounts_even_on_this_machine(tried_out: Path) -> None:
    assert "demonstration accounts" in refused(tried_out, "serve", secret_key=GOOD_KEY)


def test_it_tells_all_that_is_wrong_at_once(tried_out: Path) -> None:
    said = refused(tried_out, "serve", "--host", "0.0.0.0", secret_key="short")
    assert len(said.strip().splitlines()) == 3


def test_a_demonstration_is_for_this_machine_only(fresh: Path) -> None:
    assert "loopback" in refused(fresh, "demo", "--host", "0.0.0.0")
    said = refused(fresh, "serve", "--host", "0.0.0.0", demonstration="1", secret_key=GOOD_KEY)
    assert "loopback" in said


def test_it_starts_when_all_is_right_and_logs_in_json(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = tmp_path / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "yijian.site.main", "serve", "--port", str(port), "--workers", "1"],
            cwd=ROOT,
            env=environment(tmp_path / "data", secret_key=GOOD_KEY, public_url="https://yijian.example.org"),
            stdout=errors,
            stderr=errors,
            start_new_session=True,
        )
    try:
        answer = _first_answer(f"http://127.0.0.1:{port}/query/", process)
        assert answer.status_code == 200
        assert "Secure" in answer.headers["Set-Cookie"]
        (worker,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[-1:]
        os.kill(int(worker), signal.SIGKILL)
        assert _first_answer(f"http://127.0.0.1:{port}/query/", process).status_code == 200
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert any("worker" in line["event"] for line in lines), (
        "the server told of its dead worker, through our log"
    )


def _first_answer(address: str, process: subprocess.Popen[bytes]) -> httpx.Response:
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        with suppress(httpx.TransportError):
            return httpx.get(address, timeout=30, headers={"X-Forwarded-Proto": "https"})
        time.sleep(0.2)
    raise AssertionError("it does not answer")
