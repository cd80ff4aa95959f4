"""Which component of the base is which of the head: by place, by renamed files, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from stackfit.model.report import ScoredComponent

Pair = tuple["ScoredComponent | None", "ScoredComponent | None"]


def pair_components(
    before: Sequence[ScoredComponent], after: Sequence[ScoredComponent], renamed: Mapping[str, str]
) -> list[Pair]:
    """Each component with its counterpart, None where there is none: in the order of the head, removed ones last."""
    pairs: dict[int, ScoredComponent] = {}
    gone, new = list(before), list(range(len(after)))
    for find in (_same_place, lambda old, rest: _most_files(old, rest, renamed), _same_name):
        waiting = []
        for old in gone:
            found = _pick(find, old, [(number, after[number]) for number in new])
            if found is None:
                waiting.append(old)
            else:
                pairs[found] = old
                new.remove(found)
        gone = waiting
    return [*((pairs.get(number), item) for number, item in enumerate(after)), *((old, None) for old in gone)]


Find = Callable[[ScoredComponent, Sequence[ScoredComponent]], "ScoredComponent | None"]


def _pick(find: Find, old: ScoredComponent, rest: Sequence[tuple[int, ScoredComponent]]) -> int | None:
    """Look among those on the same side that have no counterpart yet."""
    side = old.profile.component.ecosystem
    fitting = [(number, item) for number, item in rest if item.profile.component.ecosystem is side]
    found = find(old, [item for _, item in fitting])
    return next((number for number, item in fitting if item is found), None)


def _same_place(old: ScoredComponent, rest: Sequence[ScoredComponent]) -> ScoredComponent | None:
    path = old.profile.component.path
    return next((item for item in rest if item.profile.component.path == path), None)


def _most_files(
    old: ScoredComponent, rest: Sequence[ScoredComponent], renamed: Mapping[str, str]
) -> ScoredComponent | None:
    """Find the component that most of the renamed files went to, if any did."""
    targets = {renamed[path] for path in _paths(old) if path in renamed}
    counts = [len(targets & _paths(item)) for item in rest]
    most = max(counts, default=0)
    return rest[counts.index(most)] if most else None


def _paths(item: ScoredComponent) -> set[str]:
    own = item.profile.component
    return {file.path for file in own.files} | {manifest.path for manifest in own.manifests}


def _same_name(old: ScoredComponent, rest: Sequence[ScoredComponent]) -> ScoredComponent | None:
    """Find the only one of that name."""
    name = old.profile.component.name
    alike = [item for item in rest if name and item.profile.component.name == name]
    return alike[0] if len(alike) == 1 else None
