"""PM2 ecosystem files, as JavaScript, JSON and YAML: what they keep running, and how many of it."""

from __future__ import annotations

import pytest

from deployment.helpers import read_one, read_tree

SCRIPT = """const os = require('os');
const shared = { exec_mode: 'cluster', instances: 2 };

module.exports = {
  apps: [
    { name: 'api', script: './dist/server.js', instances: process.env.INSTANCES || 'max' },
    { ...shared, name: 'socket', script: 'socket.js' },
    { name: 'cores', script: 'cores.js', instances: os.cpus().length - 1 },
    { name: 'unknown', script: 'unknown.js', instances: Number(process.env.N), exec_mode: 'cluster' },
    {
      name: 'worker',
      script: 'npm',
      args: 'run worker',
    },
    { name: 'model', script: 'model.py', interpreter: 'python3' },
    { name: 'api-dev', script: 'server.js', watch: true },
    { name: 'nothing' },
  ],
};
"""


def test_apps_of_a_script_are_read_without_running_it() -> None:
    found = read_one("ecosystem.config.js", SCRIPT)
    assert (found.format, found.context, found.errors) == ("pm2", ".", ())
    assert [(item.process, item.program, item.target, item.workers) for item in found.commands] == [
        ("api", "pm2", "./dist/server.js", 0),
        ("socket", "pm2", "socket.js", 2),
        ("cores", "pm2", "cores.js", 0),
        ("unknown", "pm2", "unknown.js", None),
        ("worker", "npm", "worker", None),
        ("model", "python", "model.py", None),
        ("api-dev", "pm2", "server.js", None),
    ]
    assert [item.location.line for item in found.commands] == [6, 7, 8, 9, 12, 15, 16]
    assert [item.process for item in found.commands if not item.production] == ["api-dev"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ecosystem.json", '{"apps": [{"name": "a", "script": "a.js", "instances": -1}]}'),
        ("process.json", '{"apps": [{"name": "a", "script": "a.js", "instances": "max"}]}'),
        ("process.yml", "apps:\n  - name: a\n    script: a.js\n    instances: 0\n"),
        ("pm2.config.cjs", "module.exports.apps = [{ name: 'a', script: 'a.js', instances: 'max' }];"),
        ("ecosystem.config.mjs", "export const apps = [{ name: 'a', script: 'a.js', instances: 0 }];"),
        (
            "ecosystem.config.js",
            "const apps = [{ name: 'a', script: 'a.js', instances: 'max' }];\nmodule.exports = { apps };",
        ),
    ],
)
def test_every_form_gives_one_process_per_core(path: str, text: str) -> None:
    (command,) = read_one(path, text).commands
    assert (command.process, command.target, command.workers) == ("a", "a.js", 0)


def test_an_app_belongs_to_the_folder_of_its_script() -> None:
    apps = "{ name: 'a', script: 'services/a/index.js' }, { name: 'b', script: 'b.js', cwd: 'b' }"
    text = f"module.exports = {{ apps: [{apps}] }};"
    found = read_tree({"ecosystem.config.js": text, "services/a/index.js": "", "b/b.js": ""})
    assert {item.context: item.commands[0].process for item in found} == {"services/a": "a", "b": "b"}


@pytest.mark.parametrize("text", ["", "module.exports = require('./apps');", "module.exports = {apps: [{", "\x00\xff"])
def test_what_cannot_be_read_gives_no_commands(text: str) -> None:
    assert read_one("ecosystem.config.js", text).commands == ()


def test_broken_json_is_named() -> None:
    assert read_one("ecosystem.json", '{"apps": [').errors
