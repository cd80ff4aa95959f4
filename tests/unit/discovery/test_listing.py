from __future__ import annotations

from stackfit.discovery.listing import is_install_folder


def test_virtual_environments_are_known_by_their_mark() -> None:
    assert is_install_folder("tools/whatever", {"pyvenv.cfg", "bin"})
    assert not is_install_folder("tools/env", {"bin"})


def test_install_folders_are_known_by_whole_names() -> None:
    assert is_install_folder("web/node_modules", ())
    assert not is_install_folder("web/my_node_modules", ())
