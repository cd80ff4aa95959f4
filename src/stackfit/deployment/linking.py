"""Joins what several files say of one process: image and Dockerfile, counts and commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from stackfit.deployment.images import image_pins
from stackfit.deployment.kubernetes import FORMATS, is_production
from stackfit.deployment.workflows import version_order
from stackfit.model.deployment import Deployment, Image, Scale, StartCommand
from stackfit.model.manifest import RuntimePin
from stackfit.syntax.paths import folder_of

# Images that many projects run beside their own code; none of them is built from the repository that runs it.
_LONGEST_NAME = 300
_FOREIGN = re.compile(
    r"(?:.*/)?(?:adminer|alertmanager|alpine|busybox|caddy|cassandra|clickhouse|cloudflared|consul|curl|debian|docker|dragonfly"
    r"|elasticsearch|envoy|etcd|fluent-?(?:d|bit)|grafana|haproxy|influxdb|jaeger|kafka|keycloak|kibana|kubectl|localstack"
    r"|loki|logstash|mailhog|mailpit|mariadb|memcached|metabase|minio|mongo(?:db|-express)?|mosquitto|mysql|nats|neo4j|nginx|opensearch"
    r"|oauth2-proxy|pgadmin\d?|pgbouncer|phpmyadmin|postgis|postgres(?:ql)?|prometheus|promtail|qdrant|rabbitmq|redis|redpanda|registry|solr"
    r"|statsd|tempo|traefik|ubuntu|valkey|vault|weaviate|zipkin|zookeeper)(?:[-_].*)?"
    r"|(?:.*/)?(?:bitnami|prom|jetstack|istio|linkerd|otel|hashicorp|confluentinc)/.*|(?:k8s\.gcr|registry\.k8s)\.io/.*"
)
_PRODUCTION = re.compile(r"(?:^|[/_.-])(?:prod|production|live)(?:[/_.-]|$)")
_FOLDER_FORMATS = ("procfile", "heroku")


def link(deployments: Iterable[Deployment]) -> tuple[Deployment, ...]:
    """Give containers the folder and command of the Dockerfile behind their image, and commands their counts."""
    found = tuple(deployments)
    builds = [item for item in found if item.format == "dockerfile" and any(one.production for one in item.commands)]
    # Among overlays the one of production is heard last.
    counted = sorted(found, key=lambda item: _PRODUCTION.search(item.path.lower()) is not None)
    clusters = {
        one.process: one for item in counted if item.format in FORMATS and not item.services for one in item.scales
    }
    placed = tuple(
        _place(item, builds, clusters) if item.format in FORMATS and item.services else item for item in found
    )
    return _lowest_tested(_scaled(placed, clusters))


def _place(item: Deployment, builds: Sequence[Deployment], clusters: Mapping[str, Scale]) -> Deployment:
    """Find the Dockerfile of a container's image; what a foreign image runs is not this repository's work."""
    image = item.images[0] if item.images else None
    build = _build_of(image, item.services[0], builds)
    if build is None:
        foreign = image is not None and is_foreign(image) and not image_pins(image)
        return replace(item, commands=() if foreign else _known(item))
    if item.commands and not _known(item) and image and _plain(_last(image)) not in _names(build):
        # A helper beside the workload (a proxy, an exporter) shares its name, not its code.
        return replace(item, commands=())
    commands = item.commands
    scale = clusters.get(item.services[0]) or next(iter(item.scales), None)
    if not commands and scale:
        commands = tuple(
            replace(
                one,
                process=item.services[0],
                replicas=scale.replicas,
                location=scale.location,
                source=item.format,
                production=is_production(item.path),
            )
            for one in build.commands
            if one.program
        )
    return replace(item, context=build.context, commands=commands)


def _known(item: Deployment) -> tuple[StartCommand, ...]:
    return tuple(command for command in item.commands if command.program)


def _last(image: Image) -> str:
    return image.name.rpartition("/")[2]


def is_foreign(image: Image) -> bool:
    """Whether an image is a well-known one of somebody else."""
    return len(image.name) <= _LONGEST_NAME and _FOREIGN.fullmatch(image.name.lower()) is not None


def _build_of(image: Image | None, service: str, builds: Sequence[Deployment]) -> Deployment | None:
    """Find a Dockerfile by its folder or suffix; the only one stands for whatever image is not foreign."""
    if image is None or is_foreign(image) or image_pins(image):
        return None
    for wanted in dict.fromkeys((_last(image), service)):
        same = [build for build in builds if _plain(wanted) in _names(build)]
        if len(same) == 1:
            return same[0]
    return builds[0] if len(builds) == 1 else None


def _names(build: Deployment) -> frozenset[str]:
    name = build.path.rpartition("/")[2]
    suffix = re.sub(r"(?i)^(?:dockerfile|containerfile)[-_.]?|\.(?:dockerfile|containerfile)$", "", name)
    folders = (folder_of(build.path), build.context)
    return frozenset(_plain(text.rpartition("/")[2]) for text in (suffix, *folders) if text not in ("", "."))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _scaled(deployments: tuple[Deployment, ...], clusters: Mapping[str, Scale]) -> tuple[Deployment, ...]:
    """Apply counts that stand apart: of a cluster by the workload's name, of a formation to its own folder."""
    formations = {
        (item.context, one.process): one
        for item in deployments
        if item.format in _FOLDER_FORMATS
        for one in item.scales
    }
    if not clusters and not formations:
        return deployments
    return tuple(_with_counts(item, clusters, formations) for item in deployments)


def _with_counts(
    item: Deployment, clusters: Mapping[str, Scale], formations: Mapping[tuple[str, str], Scale]
) -> Deployment:
    commands = []
    for command in item.commands:
        scale = None
        if item.format in FORMATS:
            scale = clusters.get(command.process)
        elif item.format in _FOLDER_FORMATS:
            scale = formations.get((item.context, command.process))
        commands.append(replace(command, replicas=scale.replicas) if scale else command)
    return replace(item, commands=tuple(commands))


def _lowest_tested(deployments: tuple[Deployment, ...]) -> tuple[Deployment, ...]:
    """Keep one pin for each runtime among all workflows of a folder: the lowest version that is tested."""
    tested = [(item.context, pin) for item in deployments if item.format == "workflow" for pin in item.pins]
    lowest: dict[tuple[str, str], RuntimePin] = {}
    for context, pin in sorted(tested, key=lambda pair: (version_order(pair[1].version), pair[1].location)):
        lowest.setdefault((context, pin.runtime), pin)
    return tuple(
        replace(item, pins=tuple(pin for pin in item.pins if lowest[item.context, pin.runtime] is pin))
        if item.format == "workflow"
        else item
        for item in deployments
    )
