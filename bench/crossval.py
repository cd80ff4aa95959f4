"""Cross-validated figures for the numbers of `profiles/inference.toml`.

    python bench/crossval.py LABELS.toml CHECKOUTS [LABELS.toml CHECKOUTS ...] [--folds 5] [--jobs 2]

Each number is tried a quarter lower and a third higher. For every fold the value that does best on the other folds is
chosen, number by number and as shipped in a tie, and the fold left out is scored with all that was chosen. "Best" is
the sum of primary accuracy and label F1. Repositories are scanned once; a trial only infers anew.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

import tomli
from msgspec.structs import replace

from stackfit.catalogue.inference import Inference, load_inference
from stackfit.config import Config
from stackfit.discovery.tree import as_tree, list_tree
from stackfit.model.kinds import ComponentKind
from stackfit.model.vocabulary import APPLIES
from stackfit.pipeline.inputs import read_declared
from stackfit.pipeline.knowledge import load_knowledge
from stackfit.pipeline.profiling import Observed, infer_profiles, observe_components, repository_text
from stackfit.pipeline.session import Session, open_session
from stackfit.workload import roll_up

STEPS = (0.75, 4 / 3)
Trial = tuple[str, str, float]  # table ("" for a number of its own), key, value
AS_SHIPPED: Trial = ("", "", 0.0)


@dataclass(frozen=True)
class Score:
    """Repositories and their right primary workloads; labels found, wrongly given and missed."""

    repos: int = 0
    right: int = 0
    hit: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, item.name) + getattr(other, item.name) for item in fields(self)))

    @property
    def primary(self) -> float:
        """The share of right primary workloads."""
        return self.right / max(1, self.repos)

    @property
    def value(self) -> float:
        """What is to be made as large as possible."""
        return self.primary + self.f1

    def __str__(self) -> str:
        return f"primary {self.primary:.3f}, label F1 {self.f1:.3f} ({self.repos} repositories)"

    @property
    def f1(self) -> float:
        """F1 of the labels."""
        return 2 * self.hit / max(1, 2 * self.hit + self.extra + self.missed)


def trials(figures: Inference) -> list[Trial]:
    """All single changes of one number."""
    found = [AS_SHIPPED]
    for item in fields(figures):
        value = getattr(figures, item.name)
        numbers = {item.name: value} if isinstance(value, float) else value
        for key, number in numbers.items():
            if isinstance(number, float):
                table = "" if isinstance(value, float) else item.name
                found += [(table, key, limited(table, key, number, number * step)) for step in STEPS]
    return found


def name_of(trial: Trial) -> str:
    """The number that a trial changes, as "table.key"."""
    return ".".join(filter(None, trial[:2]))


def limited(table: str, key: str, number: float, value: float) -> float:
    """A tried value within what must hold: shares up to 1, and no text, path or declaration makes a label alone."""
    if table == "caps" and number < APPLIES:
        return min(value, 0.49)
    return min(value, 1.0) if number <= 1.0 and table != "kind" else value


def changed(figures: Inference, chosen: Sequence[Trial]) -> Inference:
    """The figures with some numbers changed."""
    for table, key, value in chosen:
        if key:
            change: dict[str, Any] = {table: {**getattr(figures, table), key: value}} if table else {key: value}
            figures = replace(figures, **change)
    return figures


def observe(root: Path) -> tuple[Session, tuple[Observed, ...]]:
    """See what a repository's components use, without concluding anything."""
    tree = as_tree(root)
    session = open_session(tree, list_tree(tree), Config(), datetime.date(2026, 1, 1), load_knowledge(Config()))
    components = read_declared(tree.name, session).components
    return session, observe_components(session, components)


def judge(repo: dict[str, Any], session: Session, observed: Sequence[Observed], figures: Inference) -> Score:
    """Infer with these figures and compare with the labels, as bench/accuracy.py does."""
    session = replace(session, knowledge=replace(session.knowledge, figures=figures))
    profiles = infer_profiles(session, observed)
    order = roll_up(profiles, repository_text(session), session.knowledge.workloads, figures)
    primary = order[0][0] if order and order[0][1] >= figures.floor else "unknown"
    labels = {name for name, sure in order if sure >= APPLIES}
    scored = [item for item in profiles if item.kind is not ComponentKind.TOOLING]
    largest = max(scored, key=lambda item: item.lines, default=None)
    if largest and largest.kind is ComponentKind.LIBRARY:
        labels.add("library")
    expected, neutral = set(repo["labels"]), set(repo.get("debatable", ()))
    return Score(
        repos=1,
        right=int(primary == repo["primary"]),
        hit=len(labels & expected),
        extra=len(labels - expected - neutral),
        missed=len(expected - labels),
    )


def try_all(variants: Sequence[Sequence[Trial]], job: tuple[dict[str, Any], Path]) -> list[Score]:
    """The score of one repository under each variant."""
    repo, root = job
    session, observed = observe(root)
    return [judge(repo, session, observed, changed(load_inference(), variant)) for variant in variants]


def choose(options: Sequence[Trial], scores: Mapping[Trial, Score]) -> list[Trial]:
    """The best value of each number by these scores; as shipped unless another is truly better."""
    best: dict[tuple[str, str], Trial] = {}
    least = scores[AS_SHIPPED].value
    for trial in options:
        place = trial[:2]
        if scores[trial].value > max(least, scores[best[place]].value if place in best else 0.0):
            best[place] = trial
    return list(best.values())


def fold_of(name: str, folds: int) -> int:
    """The fold of a repository, the same on every machine."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def jobs_of(arguments: Sequence[Path]) -> Iterator[tuple[dict[str, Any], Path]]:
    """Each labelled repository with its checkout."""
    for labels, checkouts in zip(arguments[::2], arguments[1::2], strict=True):
        for repo in tomli.loads(labels.read_text("utf-8"))["repo"]:
            yield repo, checkouts / repo["name"].replace("/", "__")


def main() -> None:
    """Try, choose, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="LABELS.toml CHECKOUTS")
    parser.add_argument(
        "--numbers", default="", help="only these, as in floor,rollup.front (default: all, which is slow)"
    )
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    jobs = list(jobs_of(arguments.paths))
    only = set(filter(None, arguments.numbers.split(",")))
    options = [trial for trial in trials(load_inference()) if not only or name_of(trial) in only or trial == AS_SHIPPED]
    with ProcessPoolExecutor(arguments.jobs) as pool:
        rows = list(pool.map(partial(try_all, [[trial] for trial in options]), jobs, chunksize=4))
        left_out = Score()
        for fold in range(arguments.folds):
            inside = [fold_of(repo["name"], arguments.folds) == fold for repo, _ in jobs]
            others = [row for row, skip in zip(rows, inside, strict=True) if not skip]
            chosen = choose(
                options,
                {trial: total(column) for trial, column in zip(options, zip(*others, strict=True), strict=True)},
            )
            held = [job for job, own in zip(jobs, inside, strict=True) if own]
            score = total(row[0] for row in pool.map(partial(try_all, [chosen]), held, chunksize=4))
            changes = ", ".join(f"{name_of(trial)} {trial[2]:.3g}" for trial in chosen)
            print(f"fold {fold}: {score}; chosen: {changes or 'as shipped'}", flush=True)
            left_out += score
    shipped = total(row[0] for row in rows)
    print(f"as shipped, all repositories:  {shipped}")
    print(f"cross-validated, {arguments.folds} folds:       {left_out}")


def total(scores: Iterable[Score]) -> Score:
    """The sum of scores."""
    return sum(scores, Score())


if __name__ == "__main__":
    main()
