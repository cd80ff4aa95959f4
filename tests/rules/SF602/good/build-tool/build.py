import subprocess
import sys

import click


@click.command()
def build():
    subprocess.run(["node", "build.js"], check=True)
    subprocess.run([sys.executable, "-m", "compileall", "."], check=True)


if __name__ == "__main__":
    build()
