"""`stackfit completion`: the script that teaches a shell to complete commands, options, rules and formats."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from stackfit.cli.choices import Name
from stackfit.cli.terminal import print_text

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_STACKFIT_COMPLETE"


_HELP = """Print what makes SHELL complete commands, options, formats, rule codes, criteria and workloads.

\b
bash:  echo 'eval "$(stackfit completion bash)"' >> ~/.bashrc
zsh:   echo 'eval "$(stackfit completion zsh)"' >> ~/.zshrc
fish:  stackfit completion fish > ~/.config/fish/completions/stackfit.fish
"""


@click.command("completion", help=_HELP)
@click.argument("shell", type=Name("shell", SHELLS), metavar="|".join(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script for a shell."""
    maker = get_completion_class(shell)
    if maker is not None:
        script = maker(context.find_root().command, {}, "stackfit", VARIABLE)
        # What click's own `source` would add is a look for the version of Bash, by starting it.
        print_text(script.source_template % script.source_vars() + "\n", color=False)
    return 0
