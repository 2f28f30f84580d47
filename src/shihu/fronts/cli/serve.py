"""``shihu serve``: the web server and the worker under one supervisor."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import click

from shihu.fronts.cli.setup import prepare

_CLOCKS = 300.0  # seconds between two looks at the clocks of cases
_PATIENCE = 10.0  # seconds that a process gets to end by itself


class Supervisor:
    """Keeps processes running, starts them again when they die, ends them together."""

    def __init__(self, commands: Sequence[Sequence[str]], *, pause: float = 0.2) -> None:
        self.commands = commands
        self.pause = pause  # seconds before the first restart; doubled with each early death
        self.processes: list[subprocess.Popen[bytes]] = []
        self.over = threading.Event()
        self.asked = False

    def ask(self) -> None:
        """Ask to stop, from a signal. Takes no lock: the thread that is interrupted may hold the one of ``over``."""
        self.asked = True

    def start(self) -> None:
        """Start every process. Each leads a group of its own, so that Ctrl-C reaches only the supervisor."""
        self.processes = [self._launch(command) for command in self.commands]

    def _launch(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, start_new_session=True)

    def watch(self) -> None:
        """Block until asked to stop; restart what dies, waiting longer each time it dies young."""
        deaths = [0] * len(self.commands)
        born = [time.monotonic()] * len(self.commands)
        while not self.over.wait(0.3):
            if self.asked:
                self.over.set()
                break
            for i, process in enumerate(self.processes):
                if process.poll() is None:
                    continue
                young = time.monotonic() - born[i] < 30
                deaths[i] = deaths[i] + 1 if young else 1
                if deaths[i] > 5:
                    click.echo(
                        f"{self.commands[i][1:4]} keeps dying (status {process.returncode}); giving up", err=True
                    )
                    self.over.set()
                    break
                self.over.wait(min(self.pause * 2 ** deaths[i], 5))
                self.processes[i], born[i] = self._launch(self.commands[i]), time.monotonic()

    def stop(self) -> None:
        """Ask every process to end, then insist."""
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + _PATIENCE
        for process in self.processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Web server processes.")
@click.option("--workers-for-jobs", "job_workers", default=1, show_default=True, help="Background processes.")
@click.option("--prepared", is_flag=True, help="Skip the setup that was done just before.")
def serve(*, host: str, port: int, workers: int, job_workers: int, prepared: bool) -> None:
    """Serve the platform until Ctrl-C."""
    _refuse_taken(host, port)
    if not prepared:
        prepare()
    web = [sys.executable, "-m", "gunicorn", "shihu.config.wsgi", "--bind", f"{host}:{port}"]
    web += ["--workers", str(workers), "--threads", "4", "--worker-class", "gthread", "--graceful-timeout", "5"]
    # Loaded once and forked: half the start, and the workers share the memory.
    web += ["--preload", "--log-level", "warning"]
    worker = [sys.executable, "-m", "django", "db_worker", "--interval", "0.3", "--no-startup-delay", "--no-reload"]
    worker += ["--verbosity", "0"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shihu.config.settings")
    supervisor = Supervisor([web, *[worker] * job_workers])
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: supervisor.ask())
    supervisor.start()
    threading.Thread(target=_pick_up_often, args=(supervisor.over,), daemon=True).start()
    click.echo(f"shihu is at http://{host}:{port}/  (Ctrl-C stops it)")
    try:
        supervisor.watch()
    finally:
        supervisor.stop()
        click.echo("stopped")


def _refuse_taken(host: str, port: int) -> None:
    """Say at once that the port is taken, before anything is started that would keep failing on it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"{host}:{port} cannot be served ({error.strerror}): stop what runs there, or choose another --port."
            ) from error


def _pick_up_often(over: threading.Event) -> None:
    """Put the jobs of a dead worker back into the queue; every few minutes let the clocks of cases act."""
    if over.wait(20):
        return
    # Only now: at the start the web server needs the processor more.
    import django

    django.setup()
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from shihu.base.jobs.commands import pick_up
    from shihu.fronts.cli.cases import turn_clocks

    turned = -_CLOCKS
    while not over.is_set():
        try:
            pick_up(now=timezone.now())
            if time.monotonic() - turned >= _CLOCKS:
                turned = time.monotonic()
                turn_clocks()
        except DatabaseError as error:
            click.echo(f"jobs and clocks could not be looked through: {error}", err=True)
        close_old_connections()
        over.wait(20)
