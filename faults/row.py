"""A line of the table: what is done how often, what has to come out, and the words for what did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Found = dict[str, Any]
Counts = Mapping[str, float]
BOTH = frozenset({"SQLite", "PostgreSQL"})
NOTHING_LOST = ("lost", "duplicates", "failures", "chain")


@dataclass(frozen=True, kw_only=True)
class Row:
    """`says` words what was found; `held` is whether nothing was lost, and `in_time` whether it was fast enough too.

    `control` are the counts of the run against the build that `broken` names, `caught` what gave that one away, if
    anything did.
    """

    name: str
    what: str
    goal: str
    act: Callable[..., Found]
    small: Counts
    middle: Counts
    full: Counts
    says: Callable[[Found], str]
    held: Callable[[Found], bool]
    broken: str
    control: Counts
    caught: Callable[[Found], str]
    in_time: Callable[[Found], bool] = lambda found: True
    databases: frozenset[str] = BOTH
    browser: bool = False


def whole(found: Found) -> bool:
    return not any(found.get(name) for name in NOTHING_LOST) and found.get("integrity", "ok") == "ok"


def none_of(*names: str) -> Callable[[Found], bool]:
    return lambda found: whole(found) and not any(found[name] for name in names)


def saves(found: Found) -> str:
    return f"{found['acknowledged']:,} saves acknowledged, {found['lost']} lost, {found['duplicates']} twice"


def by_status(found: Found) -> str:
    return ", ".join(f"{count:,} × {status}" for status, count in sorted(found["statuses"].items()))


def speed(found: Found) -> str:
    times = [f"{name} {found[name] * 1000:.0f} ms" for name in ("p50", "p95", "p99")]
    own = f"{found['client_cpu'] * 1000:.1f} ms more of who sent it"
    return f"{', '.join(times)}; {found['cpu'] * 1000:.0f} ms of processor a save and {own}"


def chain(found: Found) -> str:
    return f"trail of {found['events']:,} events {'broken' if found['chain'] else 'whole'}"


def loss(found: Found) -> str:
    return f"lost {found['lost']:,} of {found['acknowledged']:,}" if found["lost"] else ""


def made(found: Found) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in found["made"].items())


def one_each(found: Found) -> bool:
    return whole(found) and set(found["made"].values()) == {found["times"]}


def too_many(found: Found) -> str:
    more = {kind: count for kind, count in found["made"].items() if count > found["times"]}
    return ", ".join(f"{count} {kind} for {found['times']}" for kind, count in more.items())


def kept_typing(found: Found) -> bool:
    return whole(found) and found["shown"] > 0 and not found["shown_but_missing"] and found["all_there"]


def little_lost(found: Found) -> bool:
    return found["longest_lost"] <= 2


def typing(found: Found) -> str:
    return (
        f"{found['shown']:,} times shown as saved, {found['shown_but_missing']} of them missing; at most "
        f"{found['longest_lost']:.1f} s of typing lost"
    )


def shown_too_early(found: Found) -> str:
    return f"{found['shown_but_missing']} shown and missing" if found["shown_but_missing"] else ""
