from __future__ import annotations

from stackfit.discovery.attributes import Attributes


def test_vendored_and_generated() -> None:
    attributes = Attributes([("", "lib/** linguist-vendored\n*.gen.js linguist-generated=true text=auto\n")])
    assert attributes.claims("lib/a/b.js") == {"vendored": True}
    assert attributes.claims("src/a.gen.js") == {"generated": True}
    assert attributes.claims("src/a.js") == {}


def test_the_last_line_of_the_deepest_file_decides() -> None:
    attributes = Attributes(
        [("lib", "own.js -linguist-vendored\n"), ("", "lib/* linguist-vendored\nlib/b.js linguist-vendored=false\n")]
    )
    assert attributes.claims("lib/a.js") == {"vendored": True}
    assert attributes.claims("lib/b.js") == {"vendored": False}
    assert attributes.claims("lib/own.js") == {"vendored": False}


def test_a_pattern_for_a_whole_language_is_about_statistics() -> None:
    attributes = Attributes(
        [("", "*.ipynb linguist-vendored\n**/*.js linguist-vendored\n*.min.js linguist-vendored\n")]
    )
    assert attributes.claims("a.ipynb") == {}
    assert attributes.claims("a.js") == {}
    assert attributes.claims("a.min.js") == {"vendored": True}


def test_odd_lines_do_no_harm() -> None:
    lines = ("# a linguist-vendored", "[attr]x linguist-vendored", "!a linguist-vendored", "linguist-vendored")
    text = "\n".join((*lines, '"a b.js" linguist-vendored'))
    attributes = Attributes([("", text)])
    assert attributes.claims("a b.js") == {"vendored": True}
    assert attributes.claims("a") == {}
