"""Finds loops of a regular expression that can read the same text in two ways: each round doubles the time to fail.

The expression becomes an automaton whose states are the places of its characters (Glushkov's construction); there is
such a loop where two different ways lead from a state back to itself over the same text.
"""

from __future__ import annotations

from msgspec import Struct, field

from stackfit.rules.regex.cycles import components
from stackfit.rules.regex.tree import EDGE, EVERY, NEWLINE, Chars, Choice, Repeat, Sequence, Tree

# What goes beyond is hostile or generated, and would take time that grows with the square of it, or worse.
_MAX_STEPS = 100_000


class TooLargeError(ValueError):
    """The expression has more places than anybody wants to wait for."""


class Part(Struct):
    """A piece of the automaton. `skips`: it may match nothing; `certain`: it may end without anything left to fail."""

    skips: bool = True
    certain: bool = True
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    safe: set[int] = field(default_factory=set)


class Automaton:
    """The places of an expression, and which follow which; twice where there are two ways."""

    def __init__(self, endless: int, most: int) -> None:
        self.masks: list[int] = []
        self.follow: list[list[int]] = []
        self._endless = endless
        self._most = most
        self._steps = 0

    def build(self, tree: Tree) -> Part:
        """Add an expression."""
        self._count(1)
        if isinstance(tree, Chars):
            return self._place(tree.mask)
        if isinstance(tree, Sequence):
            whole = Part()
            for item in tree.items:
                whole = self._join(whole, self.build(item))
            return whole
        if isinstance(tree, Choice):
            return _either([self.build(item) for item in tree.items])
        return self._repeat(tree)

    def _link(self, places: list[int], following: list[int]) -> None:
        self._count(len(places) * len(following))
        for place in places:
            self.follow[place] += following

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _MAX_STEPS:
            raise TooLargeError

    def _place(self, mask: int) -> Part:
        if len(self.masks) >= self._most:
            raise TooLargeError
        self.masks.append(mask)
        self.follow.append([])
        place = len(self.masks) - 1
        return Part(False, False, [place], [place], {place})

    def _join(self, left: Part, right: Part) -> Part:
        self._link(left.last, right.first)
        return Part(
            left.skips and right.skips,
            left.certain and right.certain,
            left.first + right.first if left.skips else left.first,
            left.last + right.last if right.skips else right.last,
            left.safe | right.safe if right.certain else right.safe,
        )

    def _repeat(self, tree: Repeat) -> Part:
        endless = tree.high is None or tree.high >= self._endless
        copies = min(tree.low, self._endless)
        whole = Part()
        for _ in range(max(0, copies - 1) if endless else copies):
            whole = self._join(whole, self.build(tree.item))
        if endless:
            loop = self.build(tree.item)
            self._link(loop.last, loop.first)
            return self._join(whole, loop if copies else _optional(loop))
        for _ in range((tree.high or 0) - copies):
            whole = self._join(whole, _optional(self.build(tree.item)))
        return whole


def _optional(part: Part) -> Part:
    return Part(True, True, part.first, part.last, part.safe)


def _either(parts: list[Part]) -> Part:
    return Part(
        any(part.skips for part in parts),
        any(part.certain for part in parts),
        [place for part in parts for place in part.first],
        [place for part in parts for place in part.last],
        set().union(*(part.safe for part in parts)),
    )


def find_growth(
    trees: tuple[Tree, ...], *, endless: int, most: int, whole: bool = False, one_line: bool = False
) -> bool:
    """Whether matching may take exponential time; `whole`: the text has to match to its end, `one_line`: it is a line.

    A loop behind which nothing is left that could fail is harmless: it is never gone through again.
    """
    return any(_grows(_without_end(tree) if one_line else tree, endless, most, whole) for tree in trees)


def _without_end(tree: Tree) -> Tree:
    """Take off an anchor at the end that cannot fail in a single line, for what stands before takes all there is."""
    items = tree.items if isinstance(tree, Sequence) else ()
    ends = len(items) > 1 and items[-1] == EDGE and _takes_all(items[-2])
    return Sequence(items[:-1]) if ends else tree


def _takes_all(tree: Tree) -> bool:
    """Whether an expression ends in `.*`, round after round."""
    if isinstance(tree, Sequence):
        return bool(tree.items) and _takes_all(tree.items[-1])
    if not isinstance(tree, Repeat) or tree.high is not None:
        return False
    return _takes_all(tree.item) or (isinstance(tree.item, Chars) and tree.item.mask | NEWLINE == EVERY)


def _grows(tree: Tree, endless: int, most: int, whole: bool) -> bool:
    automaton = Automaton(endless, most)
    try:
        part = automaton.build(tree)
    except TooLargeError:
        return False
    masks = automaton.masks
    follow = {place: [item for item in after if masks[item]] for place, after in enumerate(automaton.follow)}
    for loop in components(follow):
        inside = set(loop)
        if not whole and inside & part.safe:
            continue
        within = {place: [item for item in follow[place] if item in inside] for place in loop}
        if has_two_ways(within, masks):
            return True
    return False


def has_two_ways(within: dict[int, list[int]], masks: list[int]) -> bool:
    """Whether some text leads round a loop, back to where it began, on two ways."""
    return any(len(after) != len(set(after)) for after in within.values()) or _parts_and_meets(within, masks)


def _parts_and_meets(within: dict[int, list[int]], masks: list[int]) -> bool:
    """Whether two ways over the same text part at a state of a loop and meet there again."""
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    pending = [(place, place) for place in within]
    steps = 0
    while pending:
        left, right = pair = pending.pop()
        if pair in pairs:
            continue
        steps += 1 + len(within[left]) * len(within[right])
        if steps > _MAX_STEPS:
            return False
        pairs[pair] = [(a, b) for a in within[left] for b in within[right] if masks[a] & masks[b]]
        pending += pairs[pair]
    for loop in components(pairs):
        if any(left == right for left, right in loop) and any(left != right for left, right in loop):
            return True
    return False
