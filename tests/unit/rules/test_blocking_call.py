"""What SF101 says of a call must be true of that call."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_repos import scan_tree
from stackfit.model.kinds import Severity

SERVICE = """import subprocess

from fastapi import FastAPI

app = FastAPI()


@app.get("/start")
async def start():
    subprocess.Popen(["convert", "a", "b"])


@app.get("/run")
async def run():
    subprocess.run(["convert", "a", "b"])
"""


def test_starting_a_process_is_told_from_waiting_for_one(tmp_path: Path) -> None:
    report = scan_tree(tmp_path, {"requirements.txt": "fastapi\n", "app.py": SERVICE})
    messages = {item.location.line: item.message for item in report.findings if item.code == "SF101"}
    assert "subprocess.Popen starts a process on the event loop" in messages[10]
    assert "subprocess.run waits for another process on the event loop" in messages[15]


STOPPED = """from concurrent.futures import ThreadPoolExecutor

import aiohttp


class Plotter:
    def __init__(self):
        self.pool = ThreadPoolExecutor(4)

    async def close(self):
        self.pool.shutdown()

    async def fill(self):
        self.pool.submit(print).result()
"""


def test_putting_an_executor_to_rest_is_a_note_and_waiting_for_its_work_is_not(tmp_path: Path) -> None:
    report = scan_tree(tmp_path, {"requirements.txt": "aiohttp\n", "plotter.py": STOPPED})
    found = {item.location.line: item.severity for item in report.findings if item.code == "SF101"}
    assert found == {11: Severity.INFO, 14: Severity.WARNING}


UPLOADS = """import express from 'express';
import tmp from 'tmp';

const app = express();
app.post('/upload', (req, res) => {
  const folder = tmp.dirSync();
  res.json({ folder: folder.name });
});
"""


def test_making_a_temporary_folder_is_a_note(tmp_path: Path) -> None:
    manifest = '{"name": "uploads", "dependencies": {"express": "^4.19.0", "tmp": "^0.2.3"}}'
    report = scan_tree(tmp_path, {"package.json": manifest, "app.mjs": UPLOADS})
    found = {item.location.line: item.severity for item in report.findings if item.code == "SF101"}
    assert found == {6: Severity.INFO}


@pytest.mark.parametrize(("name", "severity"), [("initialize", Severity.INFO), ("refresh", Severity.WARNING)])
def test_what_sounds_like_start_up_or_shutdown_is_a_note(tmp_path: Path, name: str, severity: Severity) -> None:
    source = f"import time\n\n\nclass Store:\n    async def {name}(self):\n        time.sleep(1)\n"
    report = scan_tree(tmp_path, {"requirements.txt": "aiohttp\n", "store.py": source})
    assert [item.severity for item in report.findings if item.code == "SF101"] == [severity]


@pytest.mark.parametrize("path", ["/proc/meminfo", "/sys/class/thermal/temp"])
def test_files_of_the_kernel_are_on_no_disk(tmp_path: Path, path: str) -> None:
    show = f"@app.get('/')\nasync def show():\n    return open('{path}').read()\n"
    source = f"import fastapi\n\napp = fastapi.FastAPI()\n\n\n{show}"
    report = scan_tree(tmp_path, {"requirements.txt": "fastapi\n", "app.py": source})
    assert {item.severity for item in report.findings if item.code == "SF101"} == {Severity.INFO}


def test_hooks_of_a_framework_for_its_start_are_start_up_code(tmp_path: Path) -> None:
    source = """import { Injectable, OnModuleInit } from '@nestjs/common';
import * as fs from 'fs';
@Injectable()
export class Pages implements OnModuleInit {
  async onModuleInit() { fs.readFileSync('index.html'); }
}
"""
    package = '{"name": "a", "dependencies": {"@nestjs/common": "^10"}}'
    report = scan_tree(tmp_path, {"package.json": package, "src/pages.ts": source})
    assert not [item for item in report.findings if item.code == "SF101"]


@pytest.mark.parametrize(("name", "severity"), [("runMigrations", Severity.INFO), ("loadQueries", Severity.WARNING)])
def test_bringing_a_database_to_a_new_version_is_a_note(tmp_path: Path, name: str, severity: Severity) -> None:
    manifest = '{"name": "notes", "dependencies": {"express": "^4.19.0"}}'
    helper = f"const cp = require('child_process');\nexports.{name} = () => cp.execSync('psql -f a.sql');\n"
    source = (
        f"const express = require('express');\nconst {{ {name} }} = require('./store');\nconst app = express();\n"
        f"app.post('/pages', (req, res) => {{\n  {name}();\n  res.end();\n}});\n"
    )
    report = scan_tree(tmp_path, {"package.json": manifest, "app.js": source, "store.js": helper})
    assert [item.severity for item in report.findings if item.code == "SF101"] == [severity]


@pytest.mark.parametrize("folder", ["migrations", "src/migration"])
def test_files_of_migrations_run_once(tmp_path: Path, folder: str) -> None:
    manifest = '{"name": "notes", "dependencies": {"express": "^4.19.0", "knex": "^3.1.0"}}'
    body = "  await knex.raw(fs.readFileSync('a.sql', 'utf8'));\n"
    step = f"const fs = require('fs');\nexports.up = async (knex) => {{\n{body}}};\n"
    report = scan_tree(tmp_path, {"package.json": manifest, f"{folder}/20200101_a.js": step})
    assert not [item for item in report.findings if item.code == "SF101"]


HANDLERS = """import requests
from fastapi import FastAPI

app = FastAPI()


@app.post("/orders")
async def order():
    requests.post("http://stock/order")
    with open("orders.txt") as orders:
        return orders.read()


@app.post("/plugins")
async def install_plugin():
    requests.get("http://plugins/new")
    with open("plugin.zip") as plugin:
        return plugin.read()
"""


def test_what_sounds_like_upkeep_is_one_step_milder(tmp_path: Path) -> None:
    report = scan_tree(tmp_path, {"requirements.txt": "fastapi\nrequests\n", "app.py": HANDLERS})
    found = {item.location.line: item.severity for item in report.findings if item.code == "SF101"}
    assert found == {9: Severity.ERROR, 10: Severity.WARNING, 16: Severity.WARNING, 17: Severity.INFO}


ROWS = """from fastapi import FastAPI
from peewee import CharField, Model

app = FastAPI()


class Order(Model):
    name = CharField()


@app.get("/orders")
async def orders():
    names = []
    for row in Order.select().dicts():
        names.append(row.get("name"))
    return names


@app.get("/first")
async def first():
    return Order.select().where(Order.name == "a").get()
"""


def test_what_a_query_yields_is_not_the_query(tmp_path: Path) -> None:
    report = scan_tree(tmp_path, {"requirements.txt": "fastapi\npeewee\n", "app.py": ROWS})
    assert 15 not in [item.location.line for item in report.findings if item.code == "SF101"]
    assert 21 in [item.location.line for item in report.findings if item.code == "SF101"]


@pytest.mark.parametrize(("name", "count"), [("html", 0), ("feed_text", 0), ("url", 1), ("data.url", 1)])
def test_the_text_of_a_feed_asks_no_network(tmp_path: Path, name: str, count: int) -> None:
    source = (
        "import feedparser\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
        f'@app.post("/feed")\nasync def feed(x):\n    {name}, _ = await get(x)\n    return feedparser.parse({name})\n'
    )
    report = scan_tree(tmp_path, {"requirements.txt": "fastapi\nfeedparser\n", "app.py": source})
    assert len([item for item in report.findings if item.code == "SF101" and "feedparser" in item.message]) == count


@pytest.mark.parametrize(("name", "count"), [("data_uri", 0), ("address", 1)])
def test_an_address_that_holds_its_content_asks_no_network(tmp_path: Path, name: str, count: int) -> None:
    source = (
        "from urllib.request import urlopen\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
        f'@app.post("/avatar")\nasync def avatar({name}: str):\n    return urlopen({name}).read()\n'
    )
    report = scan_tree(tmp_path, {"requirements.txt": "fastapi\n", "app.py": source})
    assert len([item for item in report.findings if item.code == "SF101" and "urlopen" in item.message]) == count
