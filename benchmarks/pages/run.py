"""Build, count queries, put under load, print."""

import contextlib
import http.client
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import django

CLIENTS = 4
DESK, ADMIN = "officer", "peer"


@dataclass(frozen=True, slots=True)
class Measured:
    """One page under load. Milliseconds; ``rate`` in pages a second; ``weight`` in bytes of HTML."""

    queries: int
    p50: float
    p95: float
    rate: float
    weight: int


def run(*, quick: bool) -> None:
    """Build the demonstration where the settings say, measure every page, print the table."""
    began = time.monotonic()
    django.setup()
    from django.core.management import call_command

    from shihu.fronts.cli.demo import build_demo

    call_command("migrate", verbosity=0)
    build_demo()
    pages, cookie = _pages()
    print(f"demonstration built in {time.monotonic() - began:.1f} s; {CLIENTS} clients, 2 server processes", flush=True)
    queries = {name: _queries(address) for name, address in pages.items()}
    seconds = 1.5 if quick else 6.0
    rows = {}
    with _server() as port:
        for name, address in pages.items():
            rows[name] = _load(port, address, cookie, seconds, queries[name])
    _print(rows)


def _pages() -> tuple[dict[str, str], str]:
    """Return the pages to measure and a session's cookie of the township officer."""
    from django.conf import settings
    from django.test import Client

    from shihu.base.accounts.models import User
    from shihu.base.registry.models import Household
    from shihu.services.units.models import Unit

    client = Client()
    client.force_login(User.objects.get(username=DESK), backend=settings.AUTHENTICATION_BACKENDS[-1])
    household = Household.objects.filter(hamlet__code__startswith="141130101202").order_by("code")[7]
    pages = {
        "list of 5,903 households": "/registry/households/?place=141130101",
        "the same, filtered by wish": "/registry/households/?place=141130101&wish=wish.mushroom",
        "the same, page 60": "/registry/households/?place=141130101&page=60",
        "peer: Django admin list": "/peer/registry/household/",
        "township": "/places/141130101/",
        "household": f"/households/{household.code}/",
        "search of two characters": "/search/?q=%E8%B5%B5%E6%98%A5",
    }
    unit = Unit.objects.order_by("hamlet_id", "ordinal").first()
    if unit is not None:
        pages["unit"] = f"/units/{unit.pk}/"
        pages["units of a village"] = f"/units/formations/{unit.formation_id}/"
    return pages, f"sessionid={client.cookies['sessionid'].value}"


def _queries(address: str) -> int:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from shihu.base.accounts.models import User

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(username=DESK), backend=settings.AUTHENTICATION_BACKENDS[-1])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    return len(captured)


@contextlib.contextmanager
def _server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "shihu.config.wsgi", "-b", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--log-level", "error"]
    process = subprocess.Popen(command)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _load(port: int, address: str, cookie: str, seconds: float, queries: int) -> Measured:
    times: list[float] = []
    weights: list[int] = []
    stop = time.monotonic() + seconds + 1.0
    warm = stop - seconds

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < stop:
            began = time.perf_counter()
            connection.request("GET", address, headers={"Cookie": cookie, "Host": "127.0.0.1"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{address} answers {answer.status} under load")
            if time.monotonic() > warm:
                times.append((time.perf_counter() - began) * 1000)
                weights.append(len(body))

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ranked = statistics.quantiles(times, n=20)
    return Measured(queries, ranked[9], ranked[18], len(times) / seconds, weights[0])


def _print(rows: dict[str, Measured]) -> None:
    print(f"{'page':<28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'pages/s':>9}{'kB':>7}")
    for name, row in rows.items():
        print(f"{name:<28}{row.queries:>8}{row.p50:>9.0f}{row.p95:>9.0f}{row.rate:>9.1f}{row.weight / 1000:>7.0f}")
    ours, peer = rows["list of 5,903 households"], rows["peer: Django admin list"]
    print(f"list against Django's admin: p50 {peer.p50 / ours.p50:.2f} x, pages/s {ours.rate / peer.rate:.2f} x")
