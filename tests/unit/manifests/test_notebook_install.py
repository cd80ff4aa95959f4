from __future__ import annotations

import json

from manifests.helpers import brief
from stackfit.manifests.notebook_install import read


def notebook(*lines: str) -> bytes:
    cell = {"cell_type": "code", "source": [line + "\n" for line in lines]}
    return json.dumps({"cells": [cell], "nbformat": 4}, indent=1).encode()


def test_install_lines() -> None:
    data = notebook(
        "!pip install -q torch==2.1 'transformers[torch]>=4'  # once",
        "%pip install --upgrade pandas; echo done",
        "import pandas",
        "!pip install -r requirements.txt $EXTRA git+https://git.example/x.git",
        "!{sys.executable} -m pip install scikit-learn",
    )
    assert brief(read("a.ipynb", data, lambda path: None)) == [
        ("torch", "optional", 6),
        ("transformers", "optional", 6),
        ("pandas", "optional", 7),
        ("scikit-learn", "optional", 10),
    ]


def test_text_that_only_speaks_of_installing_is_not_read() -> None:
    data = notebook("# pip install torch", "print('run !pip install torch')")
    assert read("a.ipynb", data, lambda path: None).dependencies == ()
