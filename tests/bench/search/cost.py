"""What a query costs: bytes of a cold one, milliseconds of a warm one."""

import math
from typing import Any

from engines import Engine
from quality import Query

import chromium

COLD_SETS = ("short", "title")

Report = dict[str, Any]


def cold(engine: Engine, queries: list[Query], most: int) -> Report:
    """Return by set what the first of at most *most* queries loads, each asked of a new engine."""
    report: Report = {"script": engine.script_size()}
    if engine.kind == "ours":
        report["site script"] = engine.site_script_size()
    for name in COLD_SETS:
        texts = [query.text for query in queries if query.set == name]
        costs = engine.ask("cold", texts[:: math.ceil(len(texts) / most)])
        found: dict[str, float] = {"count": len(costs)}
        for part, share in (("median", 0.5), ("p95", 0.95)):
            for what in ("bytes", "second", "requests"):
                found[f"{what}, {part}"] = quantile([cost[what] for cost in costs], share)
            found[f"sum, {part}"] = report["script"] + found[f"bytes, {part}"]
            if "site script" in report:
                found[f"site sum, {part}"] = report["site script"] + found[f"bytes, {part}"]
        report[name] = found
    return report


def warm(engine: Engine, queries: list[Query]) -> Report:
    """Return the time of a query in Node after all queries were asked once."""
    return _times(engine.ask("warm", [query.text for query in queries]))


def warm_in_browser(engine: Engine, queries: list[Query]) -> Report:
    """Return the same in headless Chromium, and its version."""
    measured = chromium.warm(engine, [query.text for query in queries])
    return _times(measured.times) | {"version": measured.version}


def quantile(values: list[float], share: float) -> float:
    """Return the least value that *share* of the values do not exceed."""
    return sorted(values)[math.ceil(len(values) * share) - 1]


def _times(times: list[float]) -> Report:
    return {"median": quantile(times, 0.5), "p95": quantile(times, 0.95), "count": len(times)}
