import time
from pathlib import Path

import click
from rich.progress import track


@click.command()
@click.argument("folder")
def tidy(folder):
    """Sort a folder."""
    for file in track(sorted(Path(folder).iterdir())):
        time.sleep(0.1)
        click.echo(file)
