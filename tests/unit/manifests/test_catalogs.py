from __future__ import annotations

from manifests.helpers import read_tree

MEMBER = '{"name": "api", "dependencies": {"express": "catalog:", "ws": "catalog:live", "koa": "^2.0.0"}}'


def _versions(tree: dict[str, str]) -> dict[str, str]:
    member = read_tree({**tree, "packages/api/package.json": MEMBER})["packages/api/package.json"]
    return {item.name: item.specifier for item in member.dependencies}


def test_catalogs_of_pnpm() -> None:
    text = "packages: ['packages/*']\ncatalog:\n  express: ^4.18.0\ncatalogs:\n  live:\n    ws: ^8.0.0\n"
    assert _versions({"pnpm-workspace.yaml": text}) == {"express": "^4.18.0", "ws": "^8.0.0", "koa": "^2.0.0"}


def test_catalogs_of_bun_and_yarn() -> None:
    bun = '{"workspaces": {"packages": ["packages/*"], "catalog": {"express": "^5.0.0"}}}'
    assert _versions({"package.json": bun})["express"] == "^5.0.0"
    assert _versions({".yarnrc.yml": "catalogs:\n  live:\n    ws: ^7.0.0\n"})["ws"] == "^7.0.0"


def test_a_reference_to_nothing_stays_as_written() -> None:
    assert _versions({}) == {"express": "catalog:", "ws": "catalog:live", "koa": "^2.0.0"}
