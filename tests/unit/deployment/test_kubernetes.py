from __future__ import annotations

import pytest

from deployment.helpers import read_one, read_tree

API = """# the shop
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 3
  template:
    spec:
      initContainers:
        - name: migrate
          image: me/api
          command: [python, manage.py, migrate]
      containers:
        - name: api
          image: registry.test/me/api:1.2
          env:
            - {name: WORKERS, value: "4"}
          command: ["gunicorn"]
          args: ["-w", "$(WORKERS)", "shop.wsgi"]
"""
BARE = """apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      containers:
        - {name: api, image: me/api}
"""
SCALER = """apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: api}
spec:
  scaleTargetRef: {kind: Deployment, name: api}
  minReplicas: 5
  maxReplicas: 9
"""
DOCKERFILE = "FROM node:20\nCOPY . .\nCMD node server.js\n"


def test_a_workload() -> None:
    found = read_one("k8s/api.yaml", API)
    (command,) = found.commands
    assert (command.process, command.program, command.target) == ("api", "gunicorn", "shop.wsgi")
    assert (command.workers, command.replicas, command.location.line) == (4, 3, 19)
    assert [(image.name, image.tag, image.location.line) for image in found.images] == [
        ("registry.test/me/api", "1.2", 16)
    ]


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("StatefulSet", "template: {spec: {containers: [{image: a, command: [node, a.js]}]}}"),
        ("DaemonSet", "template: {spec: {containers: [{image: a, command: [node, a.js]}]}}"),
        ("Job", "template: {spec: {containers: [{image: a, command: [node, a.js]}]}}"),
        ("CronJob", "jobTemplate: {spec: {template: {spec: {containers: [{image: a, command: [node, a.js]}]}}}}"),
        ("Pod", "containers: [{image: a, command: [node, a.js]}]"),
    ],
)
def test_kinds(kind: str, spec: str) -> None:
    found = read_one("x.yml", f"apiVersion: v1\nkind: {kind}\nmetadata: {{name: x}}\nspec: {{{spec}}}\n")
    assert [item.target for item in found.commands] == ["a.js"]


def test_several_documents_keep_their_lines() -> None:
    found = read_tree({"all.yaml": f"---\n{API}---\n# nothing\n---\n{SCALER}"})
    (command,) = [item for one in found for item in one.commands]
    assert (command.replicas, command.location.line) == (5, 20)


def test_an_autoscaler_in_another_file_and_the_command_of_the_image() -> None:
    tree = {"k8s/api.yaml": BARE, "k8s/scale.yaml": SCALER, "services/api/Dockerfile": DOCKERFILE, "web/Dockerfile": ""}
    (found,) = [one for one in read_tree(tree) if one.format == "kubernetes" and one.commands]
    assert found.context == "services/api"
    (command,) = found.commands
    assert (command.target, command.replicas, command.source) == ("server.js", 5, "kubernetes")
    assert (command.location.path, command.location.line) == ("k8s/scale.yaml", 6)


def test_replicas_of_a_kustomization() -> None:
    tree = {
        "base/api.yaml": API,
        "base/kustomization.yaml": "resources: [api.yaml]\nreplicas:\n  - name: api\n    count: 2\n",
    }
    assert [item.replicas for one in read_tree(tree) for item in one.commands] == [2]


def test_an_image_finds_the_folder_that_builds_it() -> None:
    tree = {"k8s/api.yaml": API, "src/api/Dockerfile": DOCKERFILE, "src/web/Dockerfile": DOCKERFILE}
    assert [one.context for one in read_tree(tree) if one.format == "kubernetes"] == ["src/api"]


def test_the_only_dockerfile_is_behind_every_image_but_well_known_ones() -> None:
    redis = BARE.replace("me/api", "bitnami/redis:7").replace("{name: api}", "{name: cache}")
    redis = redis.replace("spec:\n  template", "spec:\n  replicas: 4\n  template")
    tree = {
        "a.yaml": f"{API.replace('command', 'ignored').replace('args', 'ignored')}---\n{redis}",
        "Dockerfile": DOCKERFILE,
    }
    found = [one for one in read_tree(tree) if one.format == "kubernetes"]
    assert [(one.services, [item.replicas for item in one.commands]) for one in found] == [
        (("api",), [3]),
        (("cache",), []),
    ]
    assert found[1].images[0].name == "bitnami/redis"


def test_overlays_for_development_are_not_production() -> None:
    assert not read_one("k8s/overlays/dev/api.yaml", API).commands[0].production
    assert read_one("k8s/overlays/prod/api.yaml", API).commands[0].production


@pytest.mark.parametrize(
    "text",
    [
        "replicas: {{ .Values.replicas }}\napiVersion: v1\nkind: Deployment\n",
        "on: push\njobs: {}\n",
        "- a\n- b\n",
        "kind: x\n",
    ],
)
def test_templates_and_other_yaml_are_left_alone_quietly(text: str) -> None:
    assert read_tree({"x.yaml": text}) == []


def test_what_is_not_valid_is_named_and_the_rest_is_read() -> None:
    found = read_tree({"x.yaml": f"{API}---\nkind: [\n"})
    assert [len(one.commands) for one in found] == [1, 0]
    assert found[1].errors[0].line > 20


def test_aliases_that_grow_are_cut() -> None:
    rows = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 150))
    (found,) = read_tree({"x.yaml": f"apiVersion: v1\nkind: Pod\na0: &a0 x\n{rows}"})
    assert "aliases" in found.errors[0].message


VALUES = """replicaCount: 2
image:
  repository: me/shop
  tag: "1"
worker:
  image: {repository: me/worker}
  command: [celery, -A, shop, worker]
  autoscaling: {enabled: "true", minReplicas: 3}
  replicas: 1
redis:
  enabled: true
"""


def test_helm_values() -> None:
    tree = {
        "chart/Chart.yaml": "name: shop\n",
        "chart/values.yaml": VALUES,
        "chart/templates/a.yaml": "{{ if .x }}\napiVersion: v1\nkind: Pod\n",
        "Dockerfile": DOCKERFILE,
    }
    found = [one for one in read_tree(tree) if one.format == "helm"]
    assert [(one.services, one.context) for one in found] == [(("shop",), "."), (("worker",), ".")]
    assert [(item.process, item.program, item.replicas) for one in found for item in one.commands] == [
        ("shop", "node", 2),
        ("worker", "celery", 3),
    ]


def test_values_without_a_chart_are_of_something_else() -> None:
    assert read_tree({"config/values.yaml": VALUES}) == []


def test_a_helper_beside_the_workload_is_not_its_code() -> None:
    proxy = "        - {name: proxy, image: cloud/sql-proxy, command: [/sql_proxy, --port, '1']}\n"
    tree = {"a.yaml": f"{API}{proxy}", "api/Dockerfile": DOCKERFILE}
    found = [one for one in read_tree(tree) if one.format == "kubernetes"]
    assert [[item.program for item in one.commands] for one in found] == [["gunicorn"], []]


def test_the_overlay_of_production_counts() -> None:
    base = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  replicas: 1\n  template:\n    spec:\n"
        "      containers:\n        - {name: api, image: 'shop/api', command: [node, a.js]}\n"
    )
    patch = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {replicas: COUNT}\n"
    tree = {
        "k8s/base/api.yaml": base,
        "k8s/overlays/production/replicas.yaml": patch.replace("COUNT", "5"),
        "k8s/overlays/staging/replicas.yaml": patch.replace("COUNT", "2"),
    }
    assert [item.replicas for one in read_tree(tree) for item in one.commands] == [5]


def test_a_patch_of_an_autoscaler_leaves_out_what_it_scales() -> None:
    base = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n"
        "      containers:\n        - {name: api, image: 'shop/api', command: [node, a.js]}\n"
    )
    patch = (
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api-hpa}\nspec: {minReplicas: 3}\n"
    )
    tree = {"k8s/base/api.yaml": base, "k8s/overlays/prod/hpa.yaml": patch}
    assert [item.replicas for one in read_tree(tree) for item in one.commands] == [3]


def test_knative_keeps_instances_ready() -> None:
    text = (
        "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: api}\nspec:\n  template:\n    metadata:\n"
        "      annotations: {autoscaling.knative.dev/minScale: '2'}\n    spec:\n      containers:\n"
        "        - {image: 'shop/api', command: [node, a.js]}\n"
    )
    assert [item.replicas for one in read_tree({"service.yaml": text}) for item in one.commands] == [2]
