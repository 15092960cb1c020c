"""The JSON Schemas say what the loader checks."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from tests.verification.golden_corpus import BASE
from yijian.connectors.definitions.kinds import KINDS, kind_of
from yijian.connectors.definitions.schema import DIALECT, json_schemas


def test_each_kind_has_a_schema() -> None:
    schemas = json_schemas()
    assert set(schemas) == {f"{kind.name}.schema.json" for kind in KINDS}
    assert {schema["$schema"] for schema in schemas.values()} == {DIALECT}


def test_unknown_keys_are_forbidden_everywhere() -> None:
    groups = [
        group
        for schema in json_schemas().values()
        for group in schema["$defs"].values()
        if group.get("type") == "object"
    ]
    assert groups
    assert all(group["additionalProperties"] is False for group in groups)


def test_the_keys_of_a_service_are_described() -> None:
    schema = json_schemas()["service.schema.json"]
    service = schema["$defs"]["PublicService"]
    assert schema["$ref"] == "#/$defs/PublicService"
    assert {"id", "name", "authority", "kind", "summary"} <= set(service["required"])
    assert service["description"]
    assert "licence" in schema["$defs"]["ServiceKind"]["enum"]


def test_every_file_of_a_package_has_a_kind() -> None:
    for root in (BASE, Path(__file__).parents[3] / "definitions"):
        for path in root.rglob("*.yaml"):
            assert kind_of(PurePosixPath(path.relative_to(root).as_posix())) is not None
