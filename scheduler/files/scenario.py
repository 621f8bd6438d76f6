"""A scenario folder: ``scenario.yaml``, its inventory and the notices it names, read and checked together."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from scheduler.domain.base import Text, Value
from scheduler.domain.calendar import DayRange, hull
from scheduler.domain.objective import DEFAULT_OBJECTIVE, Term
from scheduler.domain.policy import Policy
from scheduler.domain.race import Race
from scheduler.domain.scenario import Limits, Rotation, Scenario
from scheduler.errors import Fault, InputError
from scheduler.files.columns import OUTPUT_LAST_YEAR
from scheduler.files.inventory import Inventory, read_inventory
from scheduler.files.policy import load_policy, policy_path
from scheduler.files.race import race_faults, target_faults
from scheduler.files.variants import Changes, listed, variant_faults, with_parts_read
from scheduler.files.wording import collect, nearest
from scheduler.files.yaml_text import Document, read_yaml, validated

FILE = "scenario.yaml"
INVENTORIES = ("inventory.xlsx", "inventory")
"""Where the inventory is looked for when the scenario does not say."""


class ScenarioFile(Value):
    """What ``scenario.yaml`` says."""

    name: str
    title: Text
    policies: Annotated[tuple[str, ...], Field(min_length=1)]
    """Ids of the library, or paths of local files."""
    horizon: DayRange | None = None
    parameters: dict[str, dict[str, Any]] = Field(default_factory=dict)
    inventory: str | None = None
    rotation: Annotated[tuple[Rotation, ...], BeforeValidator(listed)] = ()
    limits: Limits = Limits()
    objective: Annotated[tuple[Term, ...], Field(min_length=1)] = DEFAULT_OBJECTIVE
    race: Race | None = None
    attribution: str = ""
    variants: dict[str, Changes] = Field(default_factory=dict)


def read_scenario(folder: Path) -> Scenario:
    """Read a scenario folder.

    Raises:
        InputError: every fault of the scenario, its notices, their parameters and the inventory.
    """
    faults: list[Fault] = []
    document = read_yaml(folder / FILE)
    whole = with_parts_read(document, folder, faults)
    said = collect(faults, lambda: validated(ScenarioFile, whole))
    policies, all_read = _policies(document, folder, faults)
    marks = {name: text for policy in policies for name, text in policy.marks.items()} if all_read else None
    place = collect(faults, lambda: _inventory_path(folder, document))
    inventory = collect(faults, lambda: read_inventory(place, marks)) if place else None
    parameters = _parameters(document, policies, all_read, faults)
    horizon = None
    if said:
        faults.extend(_term_twice(document, said))
        horizon = collect(faults, lambda: _horizon(document, said, policies)) if all_read else None
    if horizon and inventory:
        faults.extend(_out_of_season(inventory, policies, horizon, str(place)))
        if said:
            faults.extend(race_faults(document, said.race, inventory.entries))
            faults.extend(target_faults(document, said.race, _stages(inventory, policies, horizon)))
    if faults or said is None or horizon is None or inventory is None or place is None:
        raise InputError(faults)
    digest = _digest(folder, said, place)
    scenario = _scenario(said, policies, parameters, horizon=horizon, inventory=inventory, digest=digest)
    if faults := variant_faults(document, scenario):
        raise InputError(faults)
    return scenario


def _scenario(
    said: ScenarioFile,
    policies: tuple[Policy, ...],
    parameters: dict[str, dict[str, Any]],
    *,
    horizon: DayRange,
    inventory: Inventory,
    digest: str,
) -> Scenario:
    return Scenario(
        name=said.name,
        title=said.title,
        policies=policies,
        horizon=horizon,
        parameters=parameters,
        rotation=said.rotation,
        limits=said.limits,
        objective=said.objective,
        race=said.race,
        attribution=said.attribution,
        digest=digest,
        variants=said.variants,
        **vars(inventory),
    )


def _horizon(document: Document, said: ScenarioFile, policies: Sequence[Policy]) -> DayRange:
    """As the scenario says, else from the first day of the notices' fixed stages to the last.

    Raises:
        InputError: where it is left out and the stages of a notice come every year.
    """
    if said.horizon:
        return said.horizon
    windows = {policy.id: [stage.window for stage in policy.stages if stage.window] for policy in policies}
    faults = [
        document.fault(
            ("horizon",),
            f"is missing: the stages of {policy_id} come every year",
            "written as horizon: {first: 2021-11-15, last: 2022-03-15}",
        )
        for policy_id, fixed in windows.items()
        if not fixed
    ]
    if faults:
        raise InputError(faults)
    return hull(window for found in windows.values() for window in found)


def _inventory_path(folder: Path, document: Document) -> Path:
    """Where the inventory is; also where the rest of ``scenario.yaml`` is wrong."""
    said = document.data.get("inventory") if isinstance(document.data, dict) else None
    names = (said,) if isinstance(said, str) else INVENTORIES
    for name in names:
        if (folder / name).exists():
            return folder / name
    maybe = f"put it at {' or '.join(names)}"
    raise InputError([document.fault(("inventory",), "is not there", maybe, said or "")])


def _policies(document: Document, folder: Path, faults: list[Fault]) -> tuple[tuple[Policy, ...], bool]:
    """The notices that can be read, and whether these are all that the scenario names."""
    said = document.data.get("policies") if isinstance(document.data, dict) else None
    named = said if isinstance(said, list) else []
    policies: dict[str, Policy] = {}
    for place, reference in enumerate(named):
        if not isinstance(reference, str):
            continue
        try:
            policy = load_policy(reference, folder)
        except InputError as error:
            # an unknown id is a fault of this file, what is wrong inside a notice is one of its own
            faults.extend(
                fault
                if fault.file
                else document.fault(("policies", place), fault.message, fault.maybe, reference)
                for fault in error.faults
            )
            continue
        if policy.id in policies:
            faults.append(document.fault(("policies", place), "is there twice", value=policy.id))
        policies[policy.id] = policy
    return tuple(policies.values()), 0 < len(policies) == len(named)


def _parameters(
    document: Document, policies: tuple[Policy, ...], all_read: bool, faults: list[Fault]
) -> dict[str, dict[str, Any]]:
    """Parameters by notice, read and filled with its defaults; what is missing is asked for by name."""
    said = document.data.get("parameters", {}) if isinstance(document.data, dict) else {}
    given = said if isinstance(said, dict) else {}
    known = [policy.id for policy in policies]
    faults.extend(
        document.fault(("parameters", name), "is no policy of this scenario", nearest(name, known))
        for name in given
        if name not in known and all_read
    )
    filled: dict[str, dict[str, Any]] = {}
    for policy in policies:
        values = given.get(policy.id, {})
        filled[policy.id], problems = policy.check_parameters(values if isinstance(values, dict) else {})
        faults.extend(
            document.fault(document.keys_under(("parameters", policy.id), name), message, maybe)
            for name, message, maybe in problems
        )
    return filled


def _out_of_season(
    inventory: Inventory, policies: Iterable[Policy], horizon: DayRange, file: str
) -> list[Fault]:
    """What the inventory says of other stages or other days, and what would therefore count nowhere."""
    known = list(dict.fromkeys(_stages(inventory, policies, horizon)))
    named = {stage for works in inventory.enterprises for stage in works.output_last_year_t}
    strange = [
        Fault(
            f"no notice of the scenario has a stage {stage}",
            file,
            column=OUTPUT_LAST_YEAR.format(stage),
            maybe=nearest(OUTPUT_LAST_YEAR.format(stage), map(OUTPUT_LAST_YEAR.format, known)),
        )
        for stage in sorted(named.difference(known))
    ]
    late = [
        Fault(
            f"{unit.unit_id} does not stand yet when the season begins on {horizon.first}",
            file,
            column="off_since",
            value=str(unit.off_since),
            maybe="leave it empty",
        )
        for unit in inventory.units
        if unit.off_since and unit.off_since >= horizon.first
    ]
    return strange + late


def _stages(inventory: Inventory, policies: Iterable[Policy], horizon: DayRange) -> Iterator[str]:
    """The stages that any works has under any notice."""
    for policy in policies:
        for works in inventory.enterprises:
            yield from (stage.id for stage in policy.stages_for(works, horizon))


def _term_twice(document: Document, said: ScenarioFile) -> list[Fault]:
    names = [term.term for term in said.objective]
    return [
        document.fault(("objective", place, "term"), "is there twice", value=name)
        for place, name in enumerate(names)
        if name in names[:place]
    ]


def _digest(folder: Path, said: ScenarioFile, inventory: Path) -> str:
    """SHA-256 over ``scenario.yaml``, the inventory and the notices, in a fixed order."""
    tables = sorted(inventory.glob("*.csv")) if inventory.is_dir() else [inventory]
    notices = [policy_path(reference, folder) for reference in said.policies]
    digest = sha256()
    for path in (folder / FILE, *tables, *notices):
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()
