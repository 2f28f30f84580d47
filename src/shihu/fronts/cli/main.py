"""The ``shihu`` command."""

import os

import click


@click.group()
@click.version_option(package_name="shihu")
def main() -> None:
    """shihu 十户: ten-household units, from the roster to the map."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shihu.config.settings")
