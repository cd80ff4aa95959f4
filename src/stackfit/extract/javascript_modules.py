"""Imports and exports of JavaScript and TypeScript modules, ESM and CommonJS."""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from stackfit.extract.arguments import key_name, string_value
from stackfit.extract.javascript_names import FUNCTIONS, bound_names
from stackfit.extract.names import first_child, unwrap
from stackfit.extract.scopes import LOCAL, SELF, Definition
from stackfit.extract.walker import Walker
from stackfit.model.facts import Export, Import
from stackfit.model.kinds import Language

_COMMONJS = re.compile(r"(?:module\.)?exports(?:\.([\w$]+))?\Z")
_DECLARED = frozenset(
    [
        "function_declaration",
        "generator_function_declaration",
        "class_declaration",
        "abstract_class_declaration",
        "enum_declaration",
        "interface_declaration",
        "type_alias_declaration",
        "internal_module",
        "function_signature",
    ]
)
_LITERALS = FUNCTIONS | {"class", "object"}


class ModuleWalker(Walker):
    """The handlers for what crosses files."""

    named: dict[int, tuple[str, str, str]]

    def __init__(self, path: str, language: Language, data: bytes, root: Node, builtin: Callable[[str], str]) -> None:
        super().__init__(path, language, data, root, builtin)
        self._claimed: set[int] = set()
        self.module.bind("exports", self.fixed(-1, LOCAL + "exports"))
        self._own_exports = self.module.find("exports")

    def specifier(self, node: Node) -> str:
        """Give the specifier in a string, without "node:"."""
        module = string_value(self.resolver, node).removeprefix("node:")
        self.resolver.specifiers.add(module)
        return module

    def _import(
        self,
        node: Node,
        module: str,
        name: str | None,
        alias: str | None,
        *,
        typing: bool = False,
        dynamic: bool = False,
    ) -> None:
        top = self.top
        line, column = node.start_point[0] + 1, self.column(node)
        self.imports.append(Import(module, name, alias, line, column, top.function, typing, top.guarded, dynamic))

    def on_import(self, node: Node, end: int) -> None:
        """`import d, {a as b} from "m"`, `import * as ns`, `import x = require("m")`, `import "m"`."""
        typing = any(child.type in ("type", "typeof") for child in node.children[:2])
        source = node.child_by_field_name("source")
        for clause in node.named_children:
            if clause.type == "import_require_clause":
                source, alias = clause.child_by_field_name("source"), first_child(clause)
                if source is not None and alias is not None:
                    self._bind_import(node, self.specifier(source), None, self.text(alias), typing)
                return
        if source is None:
            return
        module = self.specifier(source)
        clauses = [clause for clause in node.named_children if clause.type == "import_clause"]
        if not clauses:
            self._import(node, module, None, None)
        for child in (child for clause in clauses for child in clause.named_children):
            if child.type == "identifier":
                self._bind_import(node, module, "default", self.text(child), typing)
            elif child.type == "namespace_import":
                self._bind_import(node, module, "*", self.text(child.named_children[-1]), typing)
            elif child.type == "named_imports":
                self._named_imports(node, module, child, typing)

    def _named_imports(self, node: Node, module: str, clause: Node, typing: bool) -> None:
        for item in clause.named_children:
            name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
            if item.type == "import_specifier" and name is not None:
                only_type = typing or item.children[0].type in ("type", "typeof")
                self._bind_import(node, module, key_name(self.resolver, name), self.text(alias or name), only_type)

    def _bind_import(self, node: Node, module: str, name: str | None, alias: str, typing: bool) -> None:
        self._import(node, module, name, alias, typing=typing)
        text = module if name in (None, "default", "*") else f"{module}.{name}"
        self.module.bind(alias, self.fixed(-1, text))

    def read_module_call(self, node: Node, target: Node) -> None:
        """`require("m")` or `import("m")` that no declaration has claimed."""
        if target.type not in ("identifier", "import"):
            return
        module = self._required(node)
        if module and node.id not in self._claimed:
            self._import(node, module, None, None, dynamic=target.type == "import")

    def _required(self, node: Node) -> str:
        module = self.resolver.imported_module(node)
        if not module and node.type == "call_expression" and self.top.scope.find("require") is None:
            module = self.resolver.required_module(node)
        if module:
            self.resolver.specifiers.add(module)
        return module

    def claim_require(self, place: Node, pattern: Node, value: Node) -> bool:
        """Whether `pattern = value` imports something; if so the imports are noted with their local names."""
        inner = unwrap(value)
        member = ""
        if inner is not None and inner.type == "member_expression":
            name = inner.child_by_field_name("property")
            member = self.text(name) if name is not None else ""
            inner = unwrap(inner.child_by_field_name("object"))
        if inner is None or inner.type != "call_expression":
            return False
        module = self._required(inner)
        dynamic = bool(module and self.resolver.imported_module(inner))
        if not module or (dynamic and value.type != "await_expression"):
            return False
        self._claimed.add(inner.id)
        if pattern.type in ("identifier", "member_expression"):
            alias = self.text(pattern) if pattern.type == "identifier" else None
            self._import(inner, module, member or None, alias, dynamic=dynamic)
            return pattern.type == "identifier"
        for bound in bound_names(self.resolver, pattern):
            path = (f".{member}" if member else "") + "".join(bound.path or ())
            self._import(inner, module, path[1:] or None, bound.name, dynamic=dynamic)
        return True

    def on_export(self, node: Node, end: int) -> None:
        """Every form of `export`."""
        self.push(end, "export")
        source = node.child_by_field_name("source")
        if source is not None:
            self._reexport(node, self.specifier(source))
            return
        declaration = node.child_by_field_name("declaration")
        default = any(child.type == "default" for child in node.children[:3])
        if declaration is not None and not default:
            for name in self._declared(declaration):
                self._export(node, name, name)
            return
        value = declaration or node.child_by_field_name("value")
        if default and value is not None:
            self._export_value(node, "default", "default", value)
            return
        for child in node.named_children:
            if child.type == "export_clause":
                for name, alias in self._specifiers(child):
                    self._export(node, alias, name)
            elif child.type == "identifier":
                self._export(node, "default", self.text(child))

    def _reexport(self, node: Node, module: str) -> None:
        typing = any(child.type == "type" for child in node.children[:2])
        for child in node.children:
            if child.type == "export_clause":
                for name, alias in self._specifiers(child):
                    self._export(node, alias, name, module)
                    self._import(node, module, name, None, typing=typing)
            elif child.type in ("*", "namespace_export"):
                name = "*" if child.type == "*" else self.text(child.named_children[-1])
                self._export(node, name, "*", module)
                self._import(node, module, "*", None, typing=typing)

    def _specifiers(self, clause: Node) -> list[tuple[str, str]]:
        found = []
        for item in clause.named_children:
            name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
            if name is not None:
                found.append((key_name(self.resolver, name), key_name(self.resolver, alias or name)))
        return found

    def _declared(self, declaration: Node) -> list[str]:
        if declaration.type in _DECLARED:
            name = declaration.child_by_field_name("name")
            return [self.text(name)] if name is not None else []
        names = [child.child_by_field_name("name") for child in declaration.named_children]
        return [bound.name for name in names if name is not None for bound in bound_names(self.resolver, name)]

    def _export(self, node: Node, name: str, local: str, module: str = "") -> None:
        self.exports[Export(name, local, module, node.start_point[0] + 1)] = None

    def _export_value(self, node: Node, name: str, local: str, value: Node) -> None:
        """Export a value: under the name it has in this file, else under `local`."""
        inner = unwrap(value)
        if inner is None:
            return
        own = inner.child_by_field_name("name") if inner.type in _DECLARED else None
        if inner.type in ("identifier", "shorthand_property_identifier"):
            local = self.text(inner)
        elif own is not None:
            local = self.text(own)
        elif inner.type in _LITERALS or inner.type in _DECLARED:
            owner = local.rpartition(".")[0]
            known = (name if name != "default" else "", local, SELF + owner if owner else "")
            local = self.named.setdefault(inner.id, known)[1]
        elif inner.type == "call_expression" and self._required(inner):
            self._export(node, name, "*", self._required(inner))
            return
        else:
            self.add_binding(local, node, value)
        self._export(node, name, local)

    def export_assignment(self, target: str, left: Node, right: Node) -> bool:
        """`module.exports = value`, `exports.x = value`: whether this is one."""
        match = _COMMONJS.match(target)
        if match is None or self.top.scope.find(target.partition(".")[0]) not in (None, self._own_exports):
            return False
        name = match[1]
        if name:
            self._export_value(left, name, "exports." + name, right)
            self.member("exports", name, self._exported(right))
            return True
        inner = unwrap(right)
        base, added = self.assigned(inner)
        if added and base is not None:
            self._export_value(left, "default", "exports", base)
            for item in added:
                self.named.setdefault(item.id, ("", "exports", ""))
                self._export_object(item)
            return True
        self._export_value(left, "default", "exports", right)
        if inner is not None and inner.type == "object":
            self._export_object(inner)
        elif inner is not None and inner.type == "call_expression" and self._required(inner):
            self._export(left, "*", "*", self._required(inner))
        return True

    def assigned(self, value: Node | None) -> tuple[Node | None, list[Node]]:
        """List what `Object.assign(base, {...})` puts together: the base and the literals; else the value alone."""
        function = value.child_by_field_name("function") if value is not None else None
        arguments = value.child_by_field_name("arguments") if value is not None else None
        given = arguments.named_children if arguments is not None else []
        if function is None or not given or self.text(function) != "Object.assign":
            return value, []
        return unwrap(given[0]), [item for item in given[1:] if item.type == "object"]

    def _exported(self, value: Node) -> Definition:
        inner = unwrap(value)
        if inner is not None and inner.id in self.named:
            made = self.fixed(-1, LOCAL + self.named[inner.id][1])
            made.method = inner.type in FUNCTIONS
            return made
        return self.definition(-1, value)

    def _export_object(self, node: Node) -> None:
        local = self.named[node.id][1]
        for child in node.named_children:
            if child.type == "spread_element":
                self._export_spread(child, unwrap(first_child(child)))
                continue
            key = child.child_by_field_name("key") or child.child_by_field_name("name")
            value = child if child.type == "method_definition" else child.child_by_field_name("value")
            if child.type == "shorthand_property_identifier":
                key = value = child
            if key is not None and value is not None and key.type != "computed_property_name":
                name = key_name(self.resolver, key)
                self._export_value(child, name, f"{local}.{name}", value)

    def _export_spread(self, node: Node, value: Node | None) -> None:
        """`...require("m")`, `...imported`, `...object`: the members of a module or of an object of this file."""
        if value is None or value.type not in ("identifier", "call_expression"):
            return
        name = self.text(value)
        whole = (item for item in self.imports if item.alias == name and item.name in (None, "*", "default"))
        module = self._required(value) if value.type == "call_expression" else next((i.module for i in whole), "")
        if module:
            self._export(node, "*", "*", module)
        for member, definitions in self.resolver.members.get(name, {}).items():
            known = definitions[-1].node
            alias = known is not None and known.type in ("identifier", "shorthand_property_identifier")
            self._export(node, member, self.text(known) if alias and known is not None else f"{name}.{member}")
