"""A complex function that was copied in is nothing its project would take apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_repos import scan_tree
from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity

NOTICE = "// Copyright (c) 2017 Somebody Else, released under the MIT License\n"
BRANCHES = "".join(
    f"        if (text.length > {n}) {{\n          if (text[{n}] === 'a') {{ total += {n}; }}\n        }}\n"
    for n in range(60)
)
OPENING = "function weigh(text) {\n  let total = 0;\n  while (text) {\n    if (total) {\n      while (total) {\n"
COMPLEX = f"{OPENING}{BRANCHES}      }}\n    }}\n  }}\n  return total;\n}}\nmodule.exports = weigh;\n"


def _found(folder: Path, text: str, notice: str) -> list[Finding]:
    files = {f"src/part{n}.js": f"{notice}exports.n = {n};\n" for n in range(8)}
    manifest = '{"name": "shop", "dependencies": {"express": "^4.19.0"}}'
    report = scan_tree(folder, {"package.json": manifest, "parsers/weigh.js": text, **files})
    return [item for item in report.findings if item.code == "SF401"]


@pytest.mark.parametrize(
    ("text", "notice", "severity"),
    [
        (COMPLEX, "", Severity.WARNING),
        (NOTICE + COMPLEX, "", Severity.INFO),
        (NOTICE + COMPLEX, NOTICE, Severity.WARNING),
        (NOTICE + COMPLEX, "// Copyright 2019 The Shop\n", Severity.INFO),
        (f"// Copyright 2021 The Shop\n{COMPLEX}", "// Copyright 2019 The Shop\n", Severity.WARNING),
    ],
)
def test_a_notice_that_only_one_folder_has(tmp_path: Path, text: str, notice: str, severity: Severity) -> None:
    assert [item.severity for item in _found(tmp_path, text, notice)] == [severity]


def test_a_file_with_the_banners_of_several_libraries_is_left_alone(tmp_path: Path) -> None:
    banners = "/*! one v1.0 */\n/*! two v2.0 */\n/*! three v3.0 */\n"
    assert _found(tmp_path, COMPLEX + banners, "") == []


def test_a_package_in_a_vendor_folder_was_copied_in(tmp_path: Path) -> None:
    ways = "".join(
        f"            if total > {n}:\n                if text:\n                    total += {n}\n" for n in range(60)
    )
    source = f"def weigh(text):\n    total = 0\n    while text:\n        while total:\n{ways}    return total\n"
    packages = ("shop", "shop/vendor", "shop/vendor/scale")
    files = {f"{folder}/__init__.py": "" for folder in packages}
    files |= {"shop/vendor/scale/weigh.py": source, "shop/weigh.py": source, "requirements.txt": "flask\n"}
    files["shop/app.py"] = "import flask\n\nfrom shop.vendor.scale.weigh import weigh\n"
    found = {item.location.path: item.severity for item in scan_tree(tmp_path, files).findings if item.code == "SF401"}
    assert found == {"shop/vendor/scale/weigh.py": Severity.INFO, "shop/weigh.py": Severity.WARNING}
