"""A real server on a demonstration of its own, and a real browser before it.

The demonstration is built once for the whole run and copied for each worker, which starts web server and
background worker under the platform's own supervisor, as ``make demo`` does.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect
from tests.demonstration import copied, environment_of

from shihu.fronts.cli.demo import CLOCK

PASSWORD = "shihu-demo-2019"
# A busy machine answers late; what never comes fails all the same.
expect.set_options(timeout=15_000)
# What the server at each address writes.
_LOGS: dict[str, Path] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that fails tells what stood on its screens and what its servers wrote."""
    report = yield
    if report.when == "call" and report.failed:
        for name, desk in getattr(item, "funcargs", {}).items():
            if isinstance(desk, Desk):
                report.sections.append((f"screen of {name}", desk.told()))
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, without a sandbox because tests may run as root, and without calls of its own."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        message = "No Chromium on this machine: the journeys need one (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": chromium, "args": [*quiet, "--disable-sync", "--no-first-run"]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """A township officer's screen, in Chinese."""
    return {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def served(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the demonstration: each worker changes its own."""
    return copied(built_demo, tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def address(served: Path) -> Iterator[str]:
    """Serve the copy on the wall's clock; yield its address."""
    yield from serve(served)


@pytest.fixture(scope="session")
def served_then(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the demonstration with its clock, which goes on from the morning of its records."""
    data = copied(built_demo, tmp_path_factory.mktemp("served-then"))
    shutil.copy(built_demo / CLOCK, data)
    return data


@pytest.fixture(scope="session")
def address_then(served_then: Path) -> Iterator[str]:
    """Serve the copy on the demonstration's clock; yield its address."""
    yield from serve(served_then)


def serve(data: Path) -> Iterator[str]:
    """Serve a folder's databases until the fixture is left; yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "shihu.fronts.cli.main", "serve", "--prepared", "--port", str(port)]
    log = (data / "server.log").open("wb")
    process = subprocess.Popen(command, env=environment_of(data), stdout=log, stderr=log)
    here = f"http://127.0.0.1:{port}"
    _LOGS[here] = data / "server.log"
    try:
        for _ in range(150):
            if _answers(port):
                break
            assert process.poll() is None, (data / "server.log").read_text()
            time.sleep(0.2)
        yield here
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0, (data / "server.log").read_text()
        log.close()


def _answers(port: int) -> bool:
    """Tell whether the server is up and its database answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture
def desk(context: BrowserContext, address: str) -> Iterator["Desk"]:
    """A browser window before the platform; fails when the page's own scripts fail."""
    yield from _window(context, address)


@pytest.fixture
def desk_then(context: BrowserContext, address_then: str) -> Iterator["Desk"]:
    """A browser window on the day of the demonstration's records."""
    yield from _window(context, address_then)


def _window(context: BrowserContext, address: str) -> Iterator["Desk"]:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if "Content Security Policy" in m.text else None)
    yield Desk(page, address)
    assert faults == []


def signed_out(page: Page) -> None:
    """Hand the window to somebody else: what the page before still loads could bring its cookies back."""
    page.goto("about:blank")
    page.context.clear_cookies()


class Desk:
    """What a person does before the screen."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, path: str) -> Page:
        """Go to a page of the platform."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def sign_in(self, username: str) -> Page:
        """Sign in as one of the demonstration's people."""
        self.open("/account/login/")
        self.page.locator("[name=login]").fill(username)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main button[type=submit]").first.click()
        expect(self.page).to_have_url(f"{self.address}/")
        return self.page

    def told(self) -> str:
        """Tell the page's address and words, and the end of what its server wrote."""
        try:
            words = self.page.locator("body").inner_text(timeout=2_000)
        except Error as error:
            words = f"(no words: {error.message})"
        log = _LOGS[self.address].read_text() if self.address in _LOGS else ""
        return f"{self.page.url}\n{words[:3_000]}\n-- server --\n{log[-2_000:]}"
