import json

from stackfit.extract import extract_facts, index_text
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language


def notebook(*cells: object, kernel: str = "python") -> str:
    content = {
        "cells": [{"cell_type": "code", "outputs": [{"source": "x"}], "source": cell} for cell in cells],
        "metadata": {"kernelspec": {"language": kernel}},
    }
    return json.dumps(content, indent=1)


def read(text: str) -> FileFacts:
    return extract_facts("a.ipynb", Language.NOTEBOOK, text.encode())


def test_lines_are_those_of_the_file() -> None:
    text = notebook(["import os\n", "os.getcwd()"], "def f():\n    open('x')\n")
    facts = read(text)
    lines = text.splitlines()
    assert '"import os' in lines[facts.imports[0].line - 1]
    assert '"os.getcwd()"' in lines[facts.calls[0].line - 1]
    assert "open('x')" in lines[facts.calls[1].line - 1]
    assert facts.language is Language.NOTEBOOK


def test_magics_are_no_python() -> None:
    facts = read(
        notebook(["%matplotlib inline\n", "!pip install x\n", "import os\n", "os?"], "%%bash\nls -l", "%%time\nf()")
    )
    assert not facts.broken
    assert [item.module for item in facts.imports] == ["os"]
    assert [call.callee for call in facts.calls] == ["f"]


def test_other_kernels_and_broken_files_are_empty() -> None:
    assert read(notebook("library(x)", kernel="R")).calls == ()
    for text in ("", "{", "{}", "[]", '{"cells": 1}', '{"cells": [1]}', "[" * 10_000):
        assert read(text).broken


def test_the_index_sees_the_cells() -> None:
    index = index_text("a.ipynb", Language.NOTEBOOK, notebook("import torch").encode(), frozenset((b"torch",)))
    assert index.modules == index.words == {"torch"}
