"""Python's import statements."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from stackfit.extract.resolver import Resolver


class ImportItem(NamedTuple):
    """One imported name; `text` is what its alias stands for."""

    node: Node
    module: str
    name: str | None
    alias: str | None
    text: str


def read_import(resolver: Resolver, statement: Node) -> list[ImportItem]:
    """`import a.b` binds a, `import a.b as c` binds c to a.b."""
    items = []
    for node in statement.children_by_field_name("name"):
        if node.type == "aliased_import":
            name, alias = node.child_by_field_name("name"), node.child_by_field_name("alias")
            if name is not None and alias is not None:
                module = _dotted(resolver, name)
                items.append(ImportItem(node, module, None, resolver.text(alias), module))
        else:
            module = _dotted(resolver, node)
            head = module.partition(".")[0]
            items.append(ImportItem(node, module, None, head, head))
    return items


def read_from_import(resolver: Resolver, statement: Node) -> list[ImportItem]:
    """`from a import b` binds b to a.b; leading dots are kept, so `from . import b` binds it to ".b"."""
    module_node = statement.child_by_field_name("module_name")
    module = _dotted(resolver, module_node) if module_node is not None else "__future__"
    prefix = module if module.endswith(".") else module + "."
    items = []
    for node in statement.children_by_field_name("name"):
        if node.type == "aliased_import":
            name, alias = node.child_by_field_name("name"), node.child_by_field_name("alias")
            if name is None or alias is None:
                continue
            member, local = resolver.text(name), resolver.text(alias)
        else:
            member = local = resolver.text(node)
        items.append(ImportItem(node, module, member, local, prefix + member))
    items += [
        ImportItem(node, module, "*", None, "") for node in statement.named_children if node.type == "wildcard_import"
    ]
    return items


def _dotted(resolver: Resolver, node: Node) -> str:
    return "".join(resolver.text(node).split())
