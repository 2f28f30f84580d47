"""The ``shihu`` command. Each word loads only what it needs."""

import os
from importlib import import_module

import click

# word -> (module, object, one line of help). Loaded when called: `shihu form` must not wait for the web.
WORDS = {
    "demo": ("shihu.fronts.cli.demo", "demo", "Build the demonstration township."),
    "serve": ("shihu.fronts.cli.serve", "serve", "Serve the platform: web server and worker together."),
    "setup": ("shihu.fronts.cli.setup", "setup", "Bring database, vocabularies and assets up to date."),
    "form": ("shihu.fronts.cli.form", "form", "Join the households of a roster file into units."),
    "audit": ("shihu.fronts.cli.audit", "audit", "Verify the audit chain."),
    "account": ("shihu.fronts.cli.account", "account", "Open accounts and give roles."),
    "registry": ("shihu.fronts.cli.registry", "registry", "Check the registry."),
    "evidence": ("shihu.fronts.cli.evidence", "evidence", "Verify attached files, sweep away what no record knows."),
    "cases": ("shihu.fronts.cli.cases", "cases", "Let the clocks of cases act."),
    "ledger": ("shihu.fronts.cli.ledger", "ledger", "Check the ledger, export a book."),
    "translations": ("shihu.fronts.cli.translations", "translations", "Extract, compile and check translations."),
}


class Words(click.Group):
    """Loads a word's module when the word is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in WORDS:
            return None
        module, name, _ = WORDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the words without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(word, summary) for word, (_, _, summary) in WORDS.items()])


@click.group(cls=Words)
@click.version_option(package_name="shihu")
def main() -> None:
    """Ten-household units (十户一体), from the roster to the map."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shihu.config.settings")


if __name__ == "__main__":
    main()
