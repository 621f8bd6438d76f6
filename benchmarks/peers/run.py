"""Set cuofeng beside its peers: ``python benchmarks/peers/run.py SCENARIO ... [--seconds S] [--peers a,b]``.

The same season, the same seconds, the same checker; each peer in a process of its own, one after the other.
Writes ``benchmarks/results/<date>-peers-<scenario>.json``, ``.md`` and ``.png``. A peer whose package is not
installed is left out and named.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from chart import draw
from registry import PEERS, Peer

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results"
GRACE_S = 60
"""For reading, and for measuring the plans afterwards; and as much again as the search takes."""
LATE = 1.1
"""Times the seconds given: what comes later does not count."""
MOMENTS = (0.1, 0.25, 0.5, 1.0)
"""Parts of the time at which the gap is read."""
MEBIBYTE = 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", nargs="+", type=Path, metavar="SCENARIO")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", default=",".join(PEERS), help=f"of {', '.join(PEERS)}; all unless told")
    parser.add_argument(
        "--note", default="", help="what else the machine did meanwhile; kept with the figures"
    )
    asked = parser.parse_args()
    names = asked.peers.split(",")
    if unknown := sorted(set(names) - set(PEERS)):
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(PEERS)}")
    for scenario in asked.scenarios:
        found = [measured(name, scenario, asked.seconds, asked.seed) for name in names]
        about = {"scenario": scenario.resolve().name, "seconds": asked.seconds, "seed": asked.seed}
        write(found, {**about, "note": asked.note, "machine": machine(names)})


def measured(name: str, scenario: Path, seconds: float, seed: int) -> dict[str, Any]:
    """Run one peer; what went wrong with it stands in its row."""
    peer = PEERS[name]
    if find_spec(peer.package) is None:
        return {"peer": name, "failed": f"{peer.package} is not installed", "history": []}
    command = [sys.executable, str(HERE / "child.py"), name, str(scenario), str(seconds), str(seed)]
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, text=True, timeout=2 * seconds + GRACE_S
        )
    except subprocess.TimeoutExpired:
        return {"peer": name, "failed": f"did not end in {2 * seconds + GRACE_S:.0f} s", "history": []}
    if done.returncode:
        return {"peer": name, "failed": done.stderr.strip().splitlines()[-1], "history": []}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


# ── figures ──────────────────────────────────────────────────────────────────────────────────────


def row(result: dict[str, Any], seconds: float) -> dict[str, Any]:
    """One line of the table: first plan, first plan that holds, cost and gap by time, what is broken."""
    peer: Peer = PEERS[result["peer"]]
    history = _in_time(result, seconds)
    late = bool(result["history"]) and not history
    plans = [at for at in history if cost(at) is not None]
    held = [at for at in plans if not at.get("broken")]
    last = next((at for at in reversed(history) if "broken" in at), {})
    best = min(map(cost, held), default=None)  # type: ignore[type-var]
    bound = max((at["bound_yuan"] for at in history if at["bound_yuan"] is not None), default=None)
    return {
        "peer": peer.title,
        "first plan s": plans[0]["seconds"] if plans else None,
        "first plan that holds s": held[0]["seconds"] if held else None,
        "cost yuan": best,
        "bound yuan": bound,
        "gap": gap(best, bound),
        **{f"gap {part * seconds:g} s": gap_at(history, part * seconds) for part in MOMENTS[:-1]},
        "broken at the end": told(last.get("broken", {})),
        "cannot say, of this season": ", ".join(sorted(peer.unsaid & set(result.get("kinds", ())))),
        "CPU s": result.get("cpu_seconds"),
        "MiB": round(result.get("peak_memory_bytes", 0) / MEBIBYTE) or None,
        "note": result.get("failed", f"too late; {peer.note}" if late else peer.note),
    }


def cost(at: dict[str, Any]) -> int | None:
    """By the checker where it has measured the plan, else as the peer's own complete model says."""
    found: int | None = at.get("measured_yuan", at["cost_yuan"])
    return found


def gap(cost_yuan: int | None, bound_yuan: int | None) -> float | None:
    if not cost_yuan or bound_yuan is None:
        return None
    return round((cost_yuan - bound_yuan) / cost_yuan, 4)


def gap_at(history: list[dict[str, Any]], seconds: float) -> float | None:
    reached = [at for at in history if at["seconds"] <= seconds]
    held = [cost(at) for at in reached if cost(at) is not None and not at.get("broken")]
    bounds = [at["bound_yuan"] for at in reached if at["bound_yuan"] is not None]
    return gap(min(held), max(bounds)) if held and bounds else None  # type: ignore[type-var]


def told(broken: dict[str, int]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in sorted(broken.items()))


# ── files ────────────────────────────────────────────────────────────────────────────────────────


def machine(peers: list[str]) -> dict[str, Any]:
    """Where it ran, and the versions of all that is installed of what the peers need."""
    packages = {PEERS[name].package for name in peers} - {"scheduler"} | {"cuofeng"}
    installed = sorted(name for name in packages if name == "cuofeng" or find_spec(name) is not None)
    about = {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}
    return {**about, "versions": {name: version(name) for name in installed}}


def write(found: list[dict[str, Any]], about: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    day, scenario, seconds = date.today().isoformat(), about["scenario"], about["seconds"]
    file = RESULTS / f"{day}-peers-{scenario}"
    text = json.dumps({**about, "date": day, "peers": found}, ensure_ascii=False, indent=1)
    file.with_name(f"{file.name}.json").write_text(text + "\n", encoding="utf-8")
    title = f"{scenario}, {seconds:g} s each, seed {about['seed']}{about['note'] and ': '}{about['note']}"
    table = markdown([row(result, seconds) for result in found], title)
    file.with_name(f"{file.name}.md").write_text(table, encoding="utf-8")
    in_time = {PEERS[each["peer"]].title: _in_time(each, seconds) for each in found}
    draw(in_time, title, file.with_name(f"{file.name}.png"))
    print(table)


def _in_time(result: dict[str, Any], seconds: float) -> list[dict[str, Any]]:
    return [at for at in result["history"] if at["seconds"] <= LATE * seconds]


def markdown(rows: list[dict[str, Any]], title: str) -> str:
    heads = list(rows[0])
    lines = [f"# {title}", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(_cell(head, each[head]) for head in heads)} |" for each in rows]
    return "\n".join(lines) + "\n"


def _cell(head: str, value: Any) -> str:
    if value is None:
        return "–"
    if head.startswith("gap"):
        return f"{value:.1%}"
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    main()
