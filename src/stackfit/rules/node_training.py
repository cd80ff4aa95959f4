"""SF801: a model is trained inside a Node.js server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Runtime, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.modules import loaded_files

_BACK_ENDS = frozenset({"@tensorflow/tfjs-node", "@tensorflow/tfjs-node-gpu"})
_TENSORFLOW = _BACK_ENDS | {"@tensorflow/tfjs", "@tensorflow/tfjs-layers"}
_BRAIN = frozenset({"brain.js", "brainjs", "brain.js/dist"})
_FIT = frozenset({"fit", "fitDataset", "trainOnBatch"})
_TRAIN = frozenset({"train", "trainAsync"})
_SERVING = frozenset({"listen", "createServer"})
_FIT_OPTIONS = frozenset({"epochs", "batchSize", "validationSplit", "validationData", "batchesPerEpoch"})
_RUNTIMES = (Runtime.NODE, Runtime.DENO, Runtime.BUN)
_QUIET_KINDS = (ComponentKind.LIBRARY, ComponentKind.SPA, ComponentKind.NOTEBOOK)


class ModelTrainingInNode:
    """A machine learning model is trained in Node.js.

    ## What it finds

    Calls that train a model in Node.js production code: `fit`, `fitDataset` or `trainOnBatch` of a TensorFlow.js model,
    `train` of a brain.js network. Browser code is left alone: there is no other runtime there. Where a
    server loads the code it is a warning, in a program that only trains an information.

    ## Why it matters

    Training keeps processor and memory busy for minutes or hours; in a server that time is taken from the requests, and
    brain.js trains on the event loop itself. The libraries, accelerators and people for training are mostly on the
    Python side: [TensorFlow.js](https://www.tensorflow.org/js/guide/conversion) itself shows how to convert models that
    were trained there.

    ## Example

    Bad:

    ```javascript
    app.post('/train', async (req, res) => {
      await model.fit(xs, ys, { epochs: 50 });
      res.sendStatus(204);
    });
    ```

    Good:

    ```javascript
    const model = await tf.loadLayersModel('file://model/model.json'); // trained offline, in Python
    ```

    ## What to do instead

    Train in Python (Keras, PyTorch, scikit-learn) as a job of its own, and load the converted or ONNX model in Node.js
    for inference only, in a worker thread.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF801",
        name="model-training-in-node",
        severity=Severity.WARNING,
        summary="A model is trained in Node.js",
        since="0.1.0",
        criteria=("trending", "performance"),
        languages=NODE,
        words=frozenset({*_FIT, *_TRAIN, *_SERVING}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look for training calls in Node.js components."""
        for component in context.components:
            if component.runtime not in _RUNTIMES or component.kind in _QUIET_KINDS:
                continue
            backed = any(item.name in _BACK_ENDS for item in component.component.dependencies)
            found = [
                (facts, call, confidence)
                for facts in context.candidates(component, self.meta)
                for call in facts.calls
                if (confidence := _training(facts, call, backed=backed)) is not None
            ]
            served = loaded_files(_server_files(component, context), context) if found else frozenset()
            for facts, call, confidence in found:
                yield self._report(component, facts, call, confidence, service=facts.path in served)

    def _report(
        self, component: ProfiledComponent, facts: FileFacts, call: Call, confidence: Confidence, *, service: bool
    ) -> Finding:
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee}() trains a model in {'a Node.js service' if service else 'Node.js'}",
            confidence=confidence,
            severity=Severity.WARNING if service else Severity.INFO,
            component=component.component.path,
            hint="train in Python as a job of its own and only load the model here",
            symbol=facts.functions[call.function].qualname if call.function >= 0 else "",
        )


def _server_files(component: ProfiledComponent, context: Context) -> Iterator[str]:
    """Find the component's files that open a server."""
    for file in context.files(component, _SERVING, NODE):
        facts = context.facts(file.path)
        if facts is not None and any(call.callee.rpartition(".")[2] in _SERVING for call in facts.calls):
            yield file.path


def _training(facts: FileFacts, call: Call, *, backed: bool) -> Confidence | None:
    """How sure it is that a call trains a model; None where it does not."""
    owner, _, method = call.callee.rpartition(".")
    if not owner or method not in _FIT | _TRAIN:
        return None
    origin = call.resolved.partition("(")[0]
    modules = {item.module for item in facts.imports}
    if method in _TRAIN:
        return Confidence.DEFINITE if any(origin.startswith(f"{name}.") for name in _BRAIN) else None
    if not (modules & _BACK_ENDS or (backed and modules & _TENSORFLOW)):
        return None
    if any(origin.startswith(f"{name}.") for name in _TENSORFLOW):
        return Confidence.DEFINITE
    options = {key for arg in call.args if arg.kind == "object" for key in arg.value.split(",")}
    return Confidence.PROBABLE if options & _FIT_OPTIONS or method == "fitDataset" else None
