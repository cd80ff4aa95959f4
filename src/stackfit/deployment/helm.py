"""Helm values: images and replica counts that a chart starts with; its templates are no YAML and stay unread."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from stackfit.deployment.kubernetes import container_of
from stackfit.deployment.values import count, errors_of
from stackfit.model.deployment import Deployment
from stackfit.syntax import Document, decode, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of, join, upwards

_COUNTS = ("replicaCount", "replicas", "replicasCount")


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the values of a chart: at the top for a chart of one workload, by name for one of several."""
    chart = _chart_name(path, load)
    if chart is None:
        return ()
    document = read_yaml(decode(data))
    found = [
        container_of(path, document, base, name=name, replicas=_replicas(document, base), load=load, form="helm")
        for name, base in _sections(document, chart)
    ]
    # Values hold settings for pods and for much else; only an image or a count makes a workload.
    used = [item for item in found if item.images or item.scales]
    errors = errors_of(path, document)
    if errors:
        used.append(Deployment(path=path, format="helm", context=folder_of(path), errors=errors))
    return tuple(replace(item, context=folder_of(path)) for item in used)


def _chart_name(path: str, load: Load) -> str | None:
    for folder in list(upwards(folder_of(path)))[:2]:
        data = load(join(folder, "Chart.yaml") or "Chart.yaml")
        if data is not None:
            return read_yaml(decode(data)).text("name") or folder.rpartition("/")[2]
    return None


def _sections(document: Document, chart: str) -> Iterator[tuple[str, Path]]:
    yield chart, ()
    for name, value in document.table().items():
        if name not in ("image", "global", "autoscaling") and isinstance(value, dict):
            yield name, (name,)


def _replicas(document: Document, base: Path) -> int | None:
    if document.text(*base, "autoscaling", "enabled").lower() == "true":
        least = count(document.get(*base, "autoscaling", "minReplicas"))
        if least is not None:
            return least
    return next((found for key in _COUNTS if (found := count(document.get(*base, key))) is not None), None)
