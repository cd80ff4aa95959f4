from __future__ import annotations

from manifests.helpers import read_one


def test_members_of_every_workspace_tool() -> None:
    assert read_one("pnpm-workspace.yaml", "packages:\n  - apps/*\n").workspaces == ("apps/*",)
    assert read_one("lerna.json", '{"packages": ["packages/*"]}').workspaces == ("packages/*",)
    rush = '{"projects": [{"packageName": "a", "projectFolder": "libs/a"}, {}]}'
    assert read_one("rush.json", rush).workspaces == ("libs/a",)
    assert read_one("nx.json", '{"workspaceLayout": {"appsDir": "apps"}}').workspaces == ("apps/*",)
    old = '{"projects": {"web": "apps/web", "api": {"root": "apps/api"}}}'
    assert read_one("workspace.json", old).workspaces == ("apps/web", "apps/api")
    assert "turbo" in read_one("turbo.json", '{"tasks": {}}').flags
