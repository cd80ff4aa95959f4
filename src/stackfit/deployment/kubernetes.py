"""Kubernetes manifests: the containers of workloads, and how many copies autoscalers and overlays ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from stackfit.deployment.commands import Origin, is_development_name, parse_words
from stackfit.deployment.images import image_pins, read_image
from stackfit.deployment.scripts import run_scripts
from stackfit.deployment.values import count, named_values
from stackfit.model.deployment import Deployment, Scale, StartCommand
from stackfit.model.source import Location, ReadError
from stackfit.syntax import Document, decode, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of

FORMATS = ("kubernetes", "helm")
_MARKS = tuple(re.compile(f"^{key}:", re.MULTILINE) for key in ("apiVersion", "kind"))
_SEPARATOR = re.compile(r"^---(?:[ \t].*)?$", re.MULTILINE)
_POD_SPEC: dict[str, Path] = {
    "Pod": ("spec",),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
    **dict.fromkeys(
        ("DaemonSet", "Deployment", "DeploymentConfig", "Job", "ReplicaSet", "ReplicationController", "Rollout"),
        ("spec", "template", "spec"),
    ),
    "StatefulSet": ("spec", "template", "spec"),
}
_SIDE_FOLDERS = frozenset("ci dev development e2e kind local minikube sandbox test testing tests".split())
_MAX_DOCUMENTS = 300
_SCALERS = ("HorizontalPodAutoscaler", "ScaledObject")
_SCALER = re.compile(r"-(?:hpa|scaler|autoscaler|scaledobject)$")
_LEAST = ("autoscaling.knative.dev/min-scale", "autoscaling.knative.dev/minScale", "run.googleapis.com/minScale")
_SHELL_VARIABLE = re.compile(r"\$\((\w+)\)")


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read every document of a manifest; templates and files of other kinds say nothing."""
    text = decode(data)
    if "{{" in text or not (
        all(mark.search(text) for mark in _MARKS) or path.endswith(("kustomization.yaml", "kustomization.yml"))
    ):
        return ()
    found: list[Deployment] = []
    scales: list[Scale] = []
    errors: list[ReadError] = []
    for document in _documents(text):
        errors += [ReadError(path=path, message=item.message, line=item.line) for item in document.problems]
        for base in _objects(document):
            scales += _scales(path, document, base)
            found += _workload(path, document, base, load)
    whole = Deployment(
        path=path, format="kubernetes", context=folder_of(path), scales=tuple(scales), errors=tuple(errors)
    )
    return (*found, whole) if scales or errors or not found else tuple(found)


def _documents(text: str) -> Iterator[Document]:
    """Give the documents of a stream; blank lines in front keep the line numbers."""
    start = 0
    for number, match in enumerate([*_SEPARATOR.finditer(text), None]):
        end = match.start() if match else len(text)
        part = text[start:end]
        if number < _MAX_DOCUMENTS and part.strip():
            yield read_yaml("\n" * text.count("\n", 0, start) + part)
        start = match.end() if match else end


def _objects(document: Document) -> Iterator[Path]:
    """Give where the objects stand: the document itself, or the items of a list."""
    if document.text("kind") == "List":
        yield from (("items", index) for index in range(len(document.array("items"))))
    else:
        yield ()


def is_production(path: str) -> bool:
    """Whether neither folders (overlays of kustomize) nor name speak of development or tests."""
    *folders, name = path.lower().split("/")
    return _SIDE_FOLDERS.isdisjoint(folders) and not is_development_name(name)


def _scales(path: str, document: Document, base: Path) -> Iterator[Scale]:
    """Give the least copies that autoscalers keep (HPA, KEDA), and the replicas of a kustomization and its patches."""
    if not is_production(path):
        return
    name, kind = document.text(*base, "metadata", "name"), document.text(*base, "kind")
    copies = count(document.get(*base, "spec", "replicas"))
    if name and copies is not None and kind in _POD_SPEC and not _images(document, base, kind):
        place = Location(path=path, line=document.line(*base, "spec", "replicas"))
        yield Scale(process=name, replicas=copies, location=place)
    target = document.text(*base, "spec", "scaleTargetRef", "name")
    if kind in _SCALERS:
        # A patch of an autoscaler leaves out what it scales, which has the same name by custom.
        target = target or _SCALER.sub("", name)
    for key in ("minReplicas", "minReplicaCount") if target else ():
        least = count(document.get(*base, "spec", key))
        if least is not None:
            place = Location(path=path, line=document.line(*base, "spec", key))
            yield Scale(process=target, replicas=least, location=place)
    for index, _ in enumerate(document.array(*base, "replicas")):
        copies = count(document.get(*base, "replicas", index, "count"))
        if copies is not None:
            place = Location(path=path, line=document.line(*base, "replicas", index))
            yield Scale(process=document.text(*base, "replicas", index, "name"), replicas=copies, location=place)


def _images(document: Document, base: Path, kind: str) -> list[str]:
    """Give the images of a workload; a patch names none."""
    place = (*base, *_POD_SPEC[kind], "containers")
    texts = (document.text(*place, index, "image") for index, _ in enumerate(document.array(*place)))
    return [text for text in texts if text]


def _workload(path: str, document: Document, base: Path, load: Load) -> Iterator[Deployment]:
    kind = document.text(*base, "kind")
    spec = _POD_SPEC.get(kind)
    if kind == "Service" and document.text(*base, "apiVersion").startswith("serving.knative.dev"):
        spec = ("spec", "template", "spec")
    if spec is None:
        return
    name = document.text(*base, "metadata", "name")
    replicas = count(document.get(*base, "spec", "replicas"))
    if kind == "Service":
        places = [(*base, *where, "metadata", "annotations") for where in (("spec", "template"), ())]
        found = (count(document.get(*place, key)) for place in places for key in _LEAST)
        replicas = next((copies for copies in found if copies is not None), None)
    for index, container in enumerate(document.array(*base, *spec, "containers")):
        if isinstance(container, dict):
            place = (*base, *spec, "containers", index)
            yield container_of(path, document, place, name=name, replicas=replicas, load=load)


def container_of(
    path: str, document: Document, base: Path, *, name: str, replicas: int | None, load: Load, form: str = "kubernetes"
) -> Deployment:
    """Read one container: its image, and what its command and arguments start."""
    written = document.text(*base, "image") or ":".join(
        part for part in (document.text(*base, "image", "repository"), document.text(*base, "image", "tag")) if part
    )
    place = Location(path=path, line=document.line(*base, "image") if written else document.line(*base))
    image = read_image(written, place, name)
    origin = Origin(
        location=place,
        source=form,
        process=name,
        production=is_production(path),
        replicas=replicas,
        # ECS spells the word out.
        variables=named_values(document, *base, "env") or named_values(document, *base, "environment"),
    )
    scales = (Scale(process=name, replicas=replicas, location=place),) if replicas is not None else ()
    return Deployment(
        path=path,
        format=form,
        context=folder_of(path),
        commands=_commands(document, base, origin, load),
        images=(image,) if image else (),
        services=(name,),
        pins=image_pins(image) if image and origin.production else (),
        scales=scales,
    )


def _commands(document: Document, base: Path, origin: Origin, load: Load) -> tuple[StartCommand, ...]:
    """Give what command and arguments start; arguments alone may be for an entry point that only the image knows."""
    words: list[str] = []
    line = 0
    for key in ("command", "args"):
        value = document.get(*base, key)
        if value:
            words += [str(item) for item in value if item is not None] if isinstance(value, list) else [str(value)]
            line = line or document.line(*base, key)
    if not words:
        return ()
    origin = replace(origin, location=Location(path=origin.location.path, line=line))
    words = [_SHELL_VARIABLE.sub(r"${\1}", word) for word in words]
    started, passed_on = run_scripts(words[:2], folder_of(origin.location.path), (), origin, load)
    if started and not passed_on:
        return started
    direct = parse_words(words, origin)
    return tuple(item for item in direct if item.program or document.get(*base, "command"))
