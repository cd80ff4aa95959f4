"""The data on callables: complete against what other tools list, without doubles, spelled as code is read."""

from __future__ import annotations

from collections import Counter

import pytest

from stackfit.catalogue.callables import load_callables
from stackfit.catalogue.callables_model import LanguageCallables, expand
from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.toml import Table, read_toml
from stackfit.extract import extract_facts
from stackfit.model.kinds import Language

CALLABLES = load_callables()
TABLES = [read_toml(profiles_root() / "callables" / name, name) for name in ("python.toml", "node.toml")]

# What at least two of ruff, flake8-async, blockbuster, Home Assistant's detector and deer-flow's inventory list, and
# what Node.js and eslint-plugin-n both call synchronous.
LISTED_TWICE_PYTHON = (
    "builtins.{input,open}",
    "httpx.{delete,get,head,options,patch,post,put,request}",
    "httpx.Client().{close,delete,get,head,options,patch,post,put,request,send,stream}",
    "io.{open,open_code}",
    "os.{listdir,mkdir,popen,posix_spawn,posix_spawnp,remove,rename,replace,rmdir,scandir,spawnl,spawnle,spawnlp}",
    "os.{spawnlpe,spawnv,spawnve,spawnvp,spawnvpe,stat,system,unlink,wait,wait3,wait4,waitid,waitpid,walk}",
    "os.path.{abspath,exists,getatime,getctime,getmtime,getsize,isdir,isfile,islink,ismount,lexists,normpath}",
    "os.path.{realpath,relpath,samefile,sameopenfile}",
    "pathlib.Path().{exists,glob,hardlink_to,is_dir,is_file,iterdir,mkdir,open,read_bytes,read_text,readlink}",
    "pathlib.Path().{rename,resolve,rglob,rmdir,samefile,stat,symlink_to,touch,unlink,write_bytes,write_text}",
    "requests.{delete,get,head,options,patch,post,put,request}",
    "subprocess.{Popen,call,check_call,check_output,getoutput,getstatusoutput,run}",
    "time.sleep",
    "urllib.request.urlopen",
    "urllib3.request",
)
LISTED_TWICE_NODE = (
    "child_process.{execFileSync,execSync,spawnSync}",
    "crypto.{checkPrimeSync,generateKeyPairSync,generateKeySync,generatePrimeSync,hkdfSync,pbkdf2Sync}",
    "crypto.{randomFillSync,scryptSync}",
    "fs.{accessSync,appendFileSync,chmodSync,chownSync,closeSync,copyFileSync,cpSync,existsSync,fchmodSync}",
    "fs.{fchownSync,fdatasyncSync,fstatSync,fsyncSync,ftruncateSync,futimesSync,lchmodSync,lchownSync,linkSync}",
    "fs.{lstatSync,lutimesSync,mkdirSync,mkdtempSync,openSync,opendirSync,readFileSync,readSync,readdirSync}",
    "fs.{readlinkSync,readvSync,realpathSync,renameSync,rmSync,rmdirSync,statSync,statfsSync,symlinkSync}",
    "fs.{truncateSync,unlinkSync,utimesSync,writeFileSync,writeSync,writevSync}",
    "fs.Dir.prototype.{closeSync,readSync}",
    "glob.sync",
    "zlib.{brotliCompressSync,brotliDecompressSync,deflateRawSync,deflateSync,gunzipSync,gzipSync,inflateRawSync}",
    "zlib.{inflateSync,unzipSync}",
)


@pytest.mark.parametrize("pattern", LISTED_TWICE_PYTHON)
def test_what_two_python_tools_list_is_known(pattern: str) -> None:
    assert all(CALLABLES.python.blocking.get(name) for name in expand(pattern))


@pytest.mark.parametrize("pattern", LISTED_TWICE_NODE)
def test_what_two_node_tools_list_is_known(pattern: str) -> None:
    assert all(CALLABLES.node.blocking.get(name) for name in expand(pattern))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_every_group_has_names_a_source_and_known_letters(table: Table) -> None:
    for group in table.tables("blocking"):
        assert group.texts("names")
        listed = group.text("listed")
        assert listed == "seen" or (listed and set(listed) <= set("RFBHDLNCP")), group.path


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_no_callable_is_told_twice(table: Table) -> None:
    names = Counter(name for group in table.tables("blocking") for name in _spell(group))
    assert [name for name, count in names.items() if count > 1] == []


def _spell(group: Table) -> list[str]:
    return [f"{group.text('module')} {name}" for pattern in group.texts("names") for name in expand(pattern)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_every_replacement_is_used_and_has_words_for_everybody(table: Table) -> None:
    choices = table.table("replacements")
    assert {group.text("replace") for group in table.tables("blocking")} == set(choices.keys())
    assert all(choices.table(name).keys()[-1] == "" for name in choices.keys())  # noqa: SIM118 - a Table is no dict


@pytest.mark.parametrize("side", [CALLABLES.python, CALLABLES.node], ids=["python", "node"])
def test_names_are_spelled_as_the_code_that_uses_them_is_read(side: LanguageCallables) -> None:
    samples = {_sample(item.name): item for item in side.blocking.values() if "[*]" not in item.name}
    write, path, language = (
        (_python, "a.py", Language.PYTHON) if side.python else (_javascript, "a.js", Language.JAVASCRIPT)
    )
    source = "".join(write(name, item.module) for name, item in samples.items())
    read = {side.normal(call.resolved) for call in extract_facts(path, language, source.encode()).calls}
    assert [name for name in samples if side.normal(name) not in read] == []
    assert [name for name in samples if side.normal(name) not in side.blocking] == []


def _sample(name: str) -> str:
    """Give a name that a pattern stands for."""
    name = f"{name[:-1]}anything" if name.endswith(".*") else name
    head, deep, tail = name.partition("**")
    return f"{head.rstrip('.')}.between().{tail.lstrip('.')}" if deep else name


def _python(name: str, module: str) -> str:
    call = name.removeprefix("builtins.").replace("[]", "[0]")
    return f"{call}()\n" if module == "builtins" else f"import {module}\n{call}()\n"


def _javascript(name: str, module: str) -> str:
    if module == "Atomics":
        return f"{name}()\n"
    return f"(() => {{ const it = require('{module}'); it{name[len(module) :]}(); }})()\n"
