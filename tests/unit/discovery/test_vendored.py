from __future__ import annotations

import pytest

from stackfit.discovery.vendored import Vendored, is_browser_library, split_strays
from stackfit.model.kinds import Language, Role
from stackfit.model.source import Skip, SourceFile


def _holds(files: dict[str, str], path: str) -> bool:
    def read(name: str) -> bytes:
        if name not in files:
            raise FileNotFoundError(name)
        return files[name].encode()

    return Vendored([*files, path], read).holds(path)


@pytest.mark.parametrize(
    ("mark", "path"),
    [
        ("pip/_vendor/vendor.txt", "pip/_vendor/requests/api.py"),
        ("app/vendored/six-1.0.dist-info/METADATA", "app/vendored/six.py"),
        ("src/vendor/http2/LICENSE", "src/vendor/http2/core.js"),
        ("third_party/x/COPYING.txt", "third_party/x/y/z.py"),
        ("bower_components/q/.bower.json", "bower_components/q/q.js"),
        ("app/plugins/org.apache.cordova.device/plugin.xml", "app/plugins/org.apache.cordova.device/www/device.js"),
    ],
)
def test_marks_of_copied_packages(mark: str, path: str) -> None:
    assert _holds({mark: ""}, path)


@pytest.mark.parametrize(
    ("other", "path"),
    [
        ("vendor/README.md", "vendor/models.py"),
        ("vendor/LICENSE", "vendor/models.py"),
        ("app/LICENSE", "app/models.py"),
        ("notes/vendor.txt", "notes/a.py"),
        ("plugin.xml", "www/device.js"),
    ],
)
def test_a_name_alone_proves_nothing(other: str, path: str) -> None:
    assert not _holds({other: ""}, path)


def test_browser_libraries() -> None:
    banner = b"/*!\n * Chart.js v2.9.3\n * https://www.chartjs.org\n */\n(function(){"
    assert is_browser_library("static/js/chart.js", "chart.js", banner)
    assert is_browser_library("public/d3-4.13.0.js", "d3-4.13.0.js", b"x")
    assert is_browser_library("app/vendor/x.js", "x.js", b"/* Copyright somebody */")
    assert is_browser_library("static/x.js", "x.js", b"/**\n * @license AngularJS v1.5.8\n * (c) somebody\n */")
    apache = b"/**\n * Copyright us and others.\n *\n * Licensed under the Apache License, Version 2.0\n */"
    assert not is_browser_library("editor/js/ui.js", "ui.js", apache)
    assert not is_browser_library("editor/js/ui.js", "ui.js", apache.replace(b"/**", b"/*!"))
    assert not is_browser_library("src/chart.js", "chart.js", banner)
    assert not is_browser_library("static/js/chart.js", "chart.js", b"// draws the chart\nfunction f(){}")
    assert not is_browser_library("static/js/jquery-addons.js", "jquery-addons.js", b"$.fn.x = 1")


def test_what_stands_with_foreign_code_in_a_vendor_folder_is_foreign() -> None:
    def file(path: str) -> SourceFile:
        return SourceFile(path=path, size=1, role=Role.PRODUCTION, language=Language.JAVASCRIPT)

    files = [file("src/vendor/ace/mode.js"), file("src/vendor/own/a.js"), file("src/a.js")]
    kept, strays = split_strays(files, [Skip(path="src/vendor/ace/ace.min.js", reason="minified")])
    assert [item.path for item in kept] == ["src/vendor/own/a.js", "src/a.js"]
    assert strays == [Skip(path="src/vendor/ace/mode.js", reason="vendored")]
