"""A country that does not exist: as many services as wanted, written as YAML files that `yijian check` reads.

Seeded: the same seed and size give the same files. A department has fifty services and an object of its own (a file, a
site, a benefit) with facts of its own, and shares person, firm, premises and application with all others. Services stand
in layers: what one yields, papers and facts, services of higher layers of the same or of a neighbouring department need.
A life event takes some services with what these need; half of them have rules of a region with what a guide says there.

There are no authors' tests: what they would expect is what the compiler says.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import yaml

from benchmarks.generated_rules import MARK, Definition, Rules, Shape, facts_in, named

SERVICES_OF_A_DEPARTMENT: Final = 50
SERVICES_A_LIFE_EVENT: Final = 10
"""There are a tenth as many life events as services."""
LAYERS: Final = 5
REGION: Final = "430100"
SHAPES: Final = {
    "person": Shape(flags=20, codes=12, ticked=4, days=8, numbers=8, amounts=4),
    "enterprise": Shape(flags=20, codes=12, ticked=4, days=8, numbers=8, amounts=4),
    "premises": Shape(flags=10, codes=8, ticked=2, days=3, numbers=6, amounts=1),
    "application": Shape(flags=6, codes=4, ticked=1, days=1, numbers=3, amounts=1),
}
OWN: Final = Shape(flags=8, codes=6, ticked=2, days=3, numbers=4, amounts=2)
"""The facts of the object of a department."""
ROLES: Final = {
    "person": "holder",
    "enterprise": "enterprise",
    "premises": "premises",
    "application": "application",
}


CALENDARS: Final = Path(__file__).parents[1] / "definitions" / "calendars"


class _WithoutAliases(yaml.CSafeDumper):
    """Definitions repeat themselves; they do not point at each other."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Made:
    """What others must know of a service: its layer, its roles with their entities, and what it needs of others."""

    id: str
    layer: int
    roles: dict[str, str]
    needs: tuple[_Made, ...]


@dataclass(slots=True)
class Country:
    """Writes the files below `root`."""

    root: Path
    services: int
    seed: int = 20_261_124
    _random: Random = field(init=False)
    _departments: list[list[_Made]] = field(init=False, default_factory=list)

    def write(self) -> None:
        """All files, with the working calendar of `definitions/`."""
        shutil.copytree(CALENDARS, self.root / "calendars", dirs_exist_ok=True)
        self._random = Random(self.seed)
        self._write("sources/GEN", {"id": "GEN", "what": "生成的数据，不是任何一地的规定"})
        for entity, shape in SHAPES.items():
            self._write_entity(entity, shape, {})
            self._write_paper(f"{entity}-card", entity, ["base"] if entity != "application" else [])
        self._write_register(
            "base", "d0", {entity: f"{entity}-card" for entity in SHAPES if entity != "application"}
        )
        for number in range(self.services // SERVICES_OF_A_DEPARTMENT):
            self._department(number)
        for number in range(self.services // SERVICES_A_LIFE_EVENT):
            self._life_event(number)

    def _write(self, path: str, definition: Definition) -> None:
        file = self.root / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(definition, Dumper=_WithoutAliases, allow_unicode=True, sort_keys=False, width=120)
        file.write_text(text, encoding="utf-8")

    def _write_entity(self, name: str, shape: Shape, born: Definition) -> None:
        concepts = {**shape.concepts(), **born}
        self._write(f"concepts/{name}", {"id": name, "name": named(name), "concepts": concepts})

    def _write_paper(self, name: str, entity: str, registers: list[str]) -> None:
        maker = (
            "government"
            if registers
            else self._random.choice(("applicant", "other", "government", "generated"))
        )
        paper = {"id": name, "name": named(name), "maker": maker, "entity": entity, "registers": registers}
        self._write(f"evidence/{name}", {**paper, **MARK})

    def _write_register(self, name: str, authority: str, holds: dict[str, str]) -> None:
        answers = [
            {
                "entity": entity,
                "key": ["name"],
                "evidence": [paper],
                "basis": "consent",
                "basis_text": named("同意后查询"),
                **MARK,
            }
            for entity, paper in holds.items()
        ]
        register = {"id": name, "name": named(name), "authority": authority, "answers": answers}
        self._write(f"registers/{name}", {**register, **MARK})

    # Departments and their services

    def _department(self, number: int) -> None:
        name, own = f"d{number}", f"file{number}"
        self._write(
            f"authorities/{name}", {"id": name, "name": named(name), "short_name": named(name), **MARK}
        )
        born = {
            f"born{at}": {
                "name": named(f"born{at}"),
                "type": "text",
                "question": named(f"born{at}？"),
                **MARK,
            }
            for at in range(SERVICES_OF_A_DEPARTMENT)
        }
        self._write_entity(own, OWN, born)
        held = [f"r{number}"] if number % 4 == 0 else []
        self._write_paper(f"proof{number}", own, held)
        if held:
            self._write_register(f"r{number}", name, {own: f"proof{number}"})
        for at in range(6):
            self._write_paper(f"paper{number}-{at}", "enterprise" if number % 2 else "person", [])
        self._departments.append([])
        for position in range(SERVICES_OF_A_DEPARTMENT):
            self._departments[-1].append(self._service(number, position))

    def _service(self, number: int, position: int) -> _Made:
        random, own = self._random, f"file{number}"
        firm = number % 2 == 1
        shared = ["enterprise", "premises"] if firm else ["person"]
        entities = [
            *(entity for entity in shared if entity != "premises" or random.random() < 0.4),
            "application",
            own,
        ]
        roles = {ROLES.get(entity, entity): entity for entity in entities}
        shapes = {role: SHAPES.get(entity, OWN) for role, entity in roles.items()}
        rules, about = Rules(random, shapes), list(roles)
        layer = position * LAYERS // SERVICES_OF_A_DEPARTMENT
        needs = self._needed(number, layer, roles)
        identifier = f"d{number}.s{position}"
        definition: Definition = {
            "id": identifier,
            "name": named(identifier),
            "authority": f"d{number}",
            "kind": random.choice(("licence", "confirmation", "benefit", "public_service", "other")),
            "summary": named(f"办理 {identifier}"),
            **MARK,
            "legal_basis": [{"cite": f"条例 {number}", **MARK}],
            "roles": {role: {"entity": entity, "name": named(role)} for role, entity in roles.items()},
            "criteria": self._criteria(rules, about),
            "information": self._information(rules, about, shapes, needs, own),
            "evidence": self._evidence(rules, number, about, roles, needs),
            "time_limits": _limits(random),
        }
        if random.random() < 0.2:
            fee = {"id": "fee", "name": named("费用"), "fen": random.randrange(1, 200) * 100, **MARK}
            definition["fees"] = [{**fee, "when": rules.condition(about)} if random.random() < 0.5 else fee]
        if "premises" in roles and random.random() < 0.5:
            joint = random.random() < 0.7
            definition["inspections"] = [
                {"id": "site", "name": named("现场"), "of": "premises", "joint": joint, **MARK}
            ]
        if random.random() < 0.1:
            limit = {"amount": random.randrange(3, 30), "unit": "working_day", **MARK}
            special = {"id": "notice", "name": named("公示"), "limit": limit, "when": rules.condition(about)}
            definition["special_procedures"] = [{**special, "usual": random.random() < 0.5, **MARK}]
        definition["presence"] = {"visits": random.randrange(3), **MARK}
        output = {"id": "result", "name": named("结果"), "evidence": f"out-{number}-{position}", "of": own}
        definition["outputs"] = [{**output, "facts": [f"{own}.born{position}"], **MARK}]
        self._write_paper(f"out-{number}-{position}", own, [])
        self._write(f"services/d{number}/s{position}", definition)
        return _Made(identifier, layer, roles, needs)

    def _needed(self, number: int, layer: int, roles: dict[str, str]) -> tuple[_Made, ...]:
        """One to three services of lower layers: of the department, now and then of the one two before it (firms need
        what firms have)."""
        if layer == 0:
            return ()
        near = self._departments[number]
        far = self._departments[number - 2] if number >= 2 else []
        below = [one for one in near if one.layer == layer - 1]
        chosen = self._random.sample(below, self._random.randrange(1, 3))
        beside = [one for one in far if one.layer < layer]
        if beside and self._random.random() < 0.25:
            chosen.append(self._random.choice(beside))
            roles |= {role: entity for role, entity in chosen[-1].roles.items() if entity.startswith("file")}
        return tuple(chosen)

    def _criteria(self, rules: Rules, about: list[str]) -> list[Definition]:
        wanted = self._random.choice((0, 0, 1, 1, 2, 3))
        written = rules.window(about) if wanted > 1 and self._random.random() < 0.3 else []
        for _ in range(wanted - len(written)):
            rule = rules.criterion(about)
            while any(facts_in(rule) & facts_in(other) for other in written):  # it might contradict the other
                rule = rules.criterion(about)
            written.append(rule)
        made = [
            {"id": f"c{at}", "text": named(f"条件 {at}"), "rule": rule, **MARK}
            for at, rule in enumerate(written)
        ]
        if made and self._random.random() < 0.05:
            since = {"effective": {"since": "2025-01-01"}}
            until = {"effective": {"until": "2024-12-31"}}
            now = {**made[0], "id": "new", "replaces": made[0]["id"], **since}
            made = [{**made[0], **until}, *made[1:], now]
        return made

    def _information(
        self, rules: Rules, about: list[str], shapes: dict[str, Shape], needs: tuple[_Made, ...], own: str
    ) -> list[Definition]:
        random = self._random
        facts = dict.fromkeys(
            random.choice(shapes[role].paths(role))
            for role in random.choices(about, k=random.randrange(4, 12))
        )
        for need in needs:
            department, _, position = need.id.partition(".s")
            if department == own.replace("file", "d") and random.random() < 0.3:
                facts[f"{own}.born{position}"] = None
        return [
            {"fact": fact, **({"when": rules.condition(about)} if random.random() < 0.2 else {}), **MARK}
            for fact in facts
        ]

    def _evidence(
        self, rules: Rules, number: int, about: list[str], roles: dict[str, str], needs: tuple[_Made, ...]
    ) -> list[Definition]:
        random = self._random
        made: list[Definition] = []

        def proof(proves: str, *options: list[Definition], when: str | None = None) -> None:
            condition = {} if when is None else {"when": when}
            made.append(
                {"id": f"p{len(made)}", "proves": named(proves), **condition, "any_of": list(options), **MARK}
            )

        who = about[0]
        card = [{"type": f"{roles[who]}-card", "of": who}]
        proof("身份", card, [{"type": f"paper{number}-{random.randrange(6)}", "of": who}])
        for need in needs:
            department, _, position = need.id.partition(".s")
            about_it = department.replace("d", "file")
            result = [{"type": f"out-{department[1:]}-{position}", "of": about_it}]
            proof(f"已办 {need.id}", *([result, card] if random.random() < 0.3 else [result]))
        for _ in range(random.choice((0, 0, 1, 1, 2))):
            papers = random.sample(range(6), 2)
            options = [[{"type": f"paper{number}-{at}", "of": who}] for at in papers[: random.choice((1, 2))]]
            proof(
                f"材料 {papers[0]} {len(made)}",
                *options,
                when=rules.condition(about) if random.random() < 0.5 else None,
            )
        if random.random() < 0.3:
            for at, when in enumerate(rules.situations(about)):
                proof("情形", [{"type": f"paper{number}-{at}", "of": who}], when=when)
        if random.random() < 0.2:
            proof("档案", [{"type": f"proof{number}", "of": f"file{number}"}])
        return made

    # Life events

    def _life_event(self, number: int) -> None:
        random = self._random
        department = random.randrange(len(self._departments))
        wanted = random.sample(self._departments[department], 3)
        near = self._departments[max(department - 2, 0)]
        chosen: dict[str, _Made] = {}
        waiting = [*wanted, random.choice(near)]
        while waiting and len(chosen) < 14:
            service = waiting.pop(0)
            chosen[service.id] = service
            waiting.extend(service.needs)
        roles = {role: entity for service in chosen.values() for role, entity in service.roles.items()}
        shapes = {role: SHAPES.get(entity, OWN) for role, entity in roles.items()}
        rules, applicant = Rules(random, shapes), "enterprise" if department % 2 else "holder"
        identifier = f"event-{number}"
        uses = []
        for service in chosen.values():
            use: Definition = {"service": service.id}
            if random.random() < 0.3:
                use |= {"optional": random.random() < 0.3, "when": rules.condition(list(roles))}
            uses.append({**use, **MARK})
        definition = {
            "id": identifier,
            "name": named(identifier),
            "plain_name": named(identifier),
            "summary": named(f"一次办好 {len(uses)} 件"),
            "audience": "enterprise" if department % 2 else "person",
            "stage": "life",
            "lead": f"d{department}",
            "keywords": [f"词{number}", f"word{number}"],
            **MARK,
            "participants": {
                role: {"entity": entity, "name": named(role), "signs": role == applicant}
                for role, entity in roles.items()
            },
            "applicant": applicant,
            "services": uses,
            "reference_case": self._reference_case(shapes),
        }
        self._write(f"life-events/{identifier}", definition)
        if number % 2 == 0:
            self._write(f"regions/{REGION}/{identifier}", self._overlay(identifier, rules, list(roles)))

    def _reference_case(self, shapes: dict[str, Shape]) -> dict[str, str | int | bool]:
        """What is usual: a value for every fact that rules read."""
        case: dict[str, str | int | bool] = {}
        for role, shape in shapes.items():
            case |= {f"{role}.flag{at}": at % 2 == 0 for at in range(shape.flags)}
            case |= {f"{role}.code{at}": "c2" for at in range(shape.codes)}
            case |= {f"{role}.ticked{at}": "c1" for at in range(shape.ticked)}
            case |= {f"{role}.day{at}": "1990-05-01" for at in range(shape.days)}
            case |= {f"{role}.number{at}": 3 for at in range(shape.numbers)}
            case |= {f"{role}.amount{at}": 100_000 for at in range(shape.amounts)}
        return case

    def _overlay(self, life_event: str, rules: Rules, roles: list[str]) -> Definition:
        conditions = [
            {"id": f"a{at}", "text": named(f"联办条件 {at}"), "rule": rules.condition(roles), **MARK}
            for at in range(self._random.randrange(3))
        ]
        claim = {
            "promised_days": self._random.randrange(1, 30),
            "days_before": self._random.randrange(30, 90),
            "papers": self._random.randrange(1, 8),
            "visits": self._random.randrange(2),
            **MARK,
        }
        return {
            "region": REGION,
            "region_name": named("生成市"),
            "life_event": life_event,
            **MARK,
            "admission": {"conditions": conditions, "otherwise": named("各事项单独办理")},
            "published_claims": [claim],
        }


def _limits(random: Random) -> Definition:
    statutory = random.choice((10, 15, 20, 30, 60))
    promised = random.randrange(1, statutory + 1)
    return {
        "statutory": {"amount": statutory, "unit": "working_day", **MARK},
        "promised": {"amount": promised, "unit": "working_day", **MARK},
    }
