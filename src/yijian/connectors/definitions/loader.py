"""Reading a folder of definitions into one package, with everything that is wrong in it.

Nothing raises: a file that cannot be read leaves a finding and the others are read all the same. Whether the
definitions fit together is not asked here but in `core.verification.checks`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from yijian.connectors.definitions.kinds import KINDS, DefinitionKind, kind_of
from yijian.connectors.definitions.validation import validate
from yijian.connectors.definitions.yaml_reader import FilePlaces, YamlFile, read_yaml
from yijian.core.errors import Text
from yijian.core.planning.calendars import CalendarYear, WorkingCalendar, calendar_from_years
from yijian.core.verification.bound_checks import bad_date, day_of
from yijian.core.verification.findings import Finding, Severity
from yijian.core.verification.table_uses import with_tables_written_out
from yijian.core.vocabulary.author_test import AuthorTest
from yijian.core.vocabulary.canonical import content_hash
from yijian.core.vocabulary.concept import CodeList, Concept, Entity
from yijian.core.vocabulary.marks import Place
from yijian.core.vocabulary.package import DefinitionPackage

_YAML: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What a folder holds: the package, the working calendar, the authors' tests by file (`newborn`), and all
    findings of reading."""

    package: DefinitionPackage
    calendar: WorkingCalendar
    author_tests: dict[str, tuple[AuthorTest, ...]]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    root: Path
    values: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind.folder: {} for kind in KINDS})
    places: PlacesInFiles = field(default_factory=lambda: PlacesInFiles())
    findings: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


class PlacesInFiles(Mapping[str, Place]):
    """The places of all parts of definitions (`services/police.x#evidence/0`), each file looked through only when one of
    its places is asked for."""

    def __init__(self) -> None:
        self._files: dict[str, FilePlaces] = {}

    def keep(self, definition: str, file: FilePlaces) -> None:
        """The file of a definition."""
        self._files[definition] = file

    def __getitem__(self, key: str) -> Place:
        definition, _, path = key.partition("#")
        while definition not in self._files and "#" in path:  # an id that holds one has a finding of its own
            more, _, path = path.partition("#")
            definition = f"{definition}#{more}"
        file = self._files[definition]
        return file.by_path[path] if path else replace(file.of(("id",)), path="")

    def __iter__(self) -> Iterator[str]:
        for definition, file in self._files.items():
            yield definition
            yield from (f"{definition}#{path}" for path in file.by_path if path)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def load_package(directory: Path) -> LoadResult:
    """Everything below a folder of definitions. Places name files relative to it."""
    reading = _Reading(directory)
    for path in _definition_files(directory):
        _read_file(reading, path)
    if not reading.values["life-events"] and not reading.values["services"]:
        reading.findings.insert(0, _empty(directory))
    _fill_code_lists(reading)
    fields: dict[str, Any] = {
        kind.field: reading.values[kind.folder] for kind in KINDS if kind.field is not None
    }
    version = content_hash(DefinitionPackage(**fields))
    package = DefinitionPackage(
        **fields, places=reading.places, unread=frozenset(reading.unread), version=version
    )
    _drop_undated_tests(reading, package)
    return LoadResult(
        package=with_tables_written_out(package),
        calendar=_calendar(reading),
        author_tests=reading.values["tests"],
        findings=tuple(reading.findings),
    )


def _definition_files(directory: Path) -> Iterator[PurePosixPath]:
    """The YAML files below a folder, relative to it, in an order that does not depend on the machine."""
    found = [
        path
        for path in directory.rglob("*")
        if path.suffix in _YAML and not path.name.startswith(".") and path.is_file()
    ]
    yield from sorted(PurePosixPath(path.relative_to(directory).as_posix()) for path in found)


def _read_file(reading: _Reading, path: PurePosixPath) -> None:
    kind = kind_of(path)
    if kind is None or path.suffix != ".yaml":
        reading.findings.append(_misplaced(path))
        return
    document = _document(reading.root, path)
    reading.findings.extend(document.findings)
    value = None
    if document.value is not None:
        value, findings = validate(kind.type, document)
        reading.findings.extend(findings)
    elif not document.findings:
        reading.findings.append(_empty_file(path))
    if value is None:
        reading.unread.add(kind.key(kind.id_in_name(path)))
    else:
        _keep(reading, kind, path, document, value)


def _document(root: Path, path: PurePosixPath) -> YamlFile:
    try:
        return read_yaml((root / path).read_bytes(), file=str(path))
    except OSError as error:
        finding = _finding(
            "FILE_UNREADABLE",
            Place(str(path), 1),
            Text(f"文件打不开（{error.strerror}）", f"The file cannot be opened ({error.strerror})"),
            Text("检查文件的权限", "Check the permissions of the file"),
        )
        return YamlFile(file=str(path), value=None, places=FilePlaces(str(path), None), findings=(finding,))


def _keep(
    reading: _Reading, kind: DefinitionKind, path: PurePosixPath, document: YamlFile, value: Any
) -> None:
    promised = kind.id_in_name(path)
    identifier = kind.id_of(value) or promised
    if identifier != promised:
        reading.findings.append(
            _finding(
                "ID_MISMATCH",
                document.place(("id",)),
                Text(
                    f"编号是“{identifier}”，文件名却是“{promised}”",
                    f"The id is “{identifier}” but the file name says “{promised}”",
                ),
                Text("改文件名或改编号，使两者一致", "Change the file name or the id so that they agree"),
            )
        )
    known = reading.values[kind.folder]
    if identifier in known:
        first = reading.places[kind.key(identifier)]
        reading.findings.append(
            replace(
                _finding(
                    "DUPLICATE_ID",
                    first,
                    Text(f"“{identifier}”定义了两次", f"“{identifier}” is defined twice"),
                    Text("删去一份，或换一个编号", "Remove one of them, or give it another id"),
                ),
                places=(first, document.place(("id",))),
            )
        )
        return
    known[identifier] = value
    reading.places.keep(kind.key(identifier), document.places)


def _fill_code_lists(reading: _Reading) -> None:
    """Give the concepts that name a shared code list its codes."""
    lists: dict[str, CodeList] = reading.values["code-lists"]
    entities: dict[str, Entity] = reading.values["concepts"]
    for identifier, entity in entities.items():
        concepts: dict[str, Concept] = {}
        for name, concept in entity.concepts.items():
            concepts[name] = concept
            if concept.code_list is None:
                continue
            place = reading.places[f"concepts/{identifier}#concepts/{name}/code_list"]
            shared = lists.get(concept.code_list)
            if shared is None:
                near = difflib.get_close_matches(concept.code_list, lists, n=1)
                repair = Text(f"是不是“{near[0]}”？", f"Is “{near[0]}” meant?") if near else None
                reading.findings.append(
                    _finding(
                        "UNKNOWN_CODE_LIST",
                        place,
                        Text(
                            f"没有“{concept.code_list}”这个代码表",
                            f"There is no code list “{concept.code_list}”",
                        ),
                        repair or Text("在 code-lists/ 里加上它", "Add it in code-lists/"),
                    )
                )
            elif concept.codes:
                reading.findings.append(
                    _finding(
                        "CODES_TWICE",
                        place,
                        Text("同时写了 codes 和 code_list", "Both `codes` and `code_list` are given"),
                        Text("只留一个", "Keep one of them"),
                    )
                )
            else:
                concepts[name] = replace(concept, codes=shared.codes)
        entities[identifier] = replace(entity, concepts=concepts)


def _drop_undated_tests(reading: _Reading, package: DefinitionPackage) -> None:
    """A test whose day cannot be read is reported, and not run."""
    tests: dict[str, tuple[AuthorTest, ...]] = reading.values["tests"]
    for name, cases in tests.items():
        for position, case in enumerate(cases):
            if day_of(case.date) is None:
                reading.findings.append(bad_date(package, case.date, (f"tests/{name}", f"{position}/date")))
        tests[name] = tuple(case for case in cases if day_of(case.date) is not None)


def _calendar(reading: _Reading) -> WorkingCalendar:
    years: dict[str, CalendarYear] = reading.values["calendars"]
    try:
        return calendar_from_years(years.values())
    except ValueError as error:
        reading.findings.append(
            _finding(
                "CALENDAR_CONTRADICTION",
                Place("calendars", 1),
                Text(
                    f"各年的日历互相矛盾：{error}",
                    f"The years of the calendar contradict each other: {error}",
                ),
                Text("对照两年的通知改正", "Correct it by the notices of the two years"),
            )
        )
        return calendar_from_years(())


def _finding(code: str, place: Place, message: Text, repair: Text) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, message=message, places=(place,), repair=repair)


def _misplaced(path: PurePosixPath) -> Finding:
    if path.suffix == ".yml":
        return _finding(
            "FILE_MISPLACED",
            Place(str(path), 1),
            Text("文件名以 .yml 结尾，不会被读", "The file name ends in .yml and is not read"),
            Text("改成 .yaml", "Rename it to .yaml"),
        )
    folders = ", ".join(f"{kind.folder}/" for kind in KINDS)
    return _finding(
        "FILE_MISPLACED",
        Place(str(path), 1),
        Text("文件不在任何一类定义的文件夹里", "The file stands in no folder of definitions"),
        Text(
            f"放到对应的文件夹：{folders}；services 和 regions 下还有一层",
            f"Move it to its folder: {folders}; services and regions have one more level",
        ),
    )


def _empty_file(path: PurePosixPath) -> Finding:
    return _finding(
        "FILE_EMPTY",
        Place(str(path), 1),
        Text("文件是空的", "The file is empty"),
        Text("写上定义，或删去文件", "Write the definition, or remove the file"),
    )


def _empty(directory: Path) -> Finding:
    return _finding(
        "DEFINITIONS_EMPTY",
        Place(directory.name or str(directory), 1),
        Text("这个文件夹里没有可用的定义", "There is no usable definition in this folder"),
        Text(
            "检查路径；定义放在 services/、life-events/ 等文件夹里",
            "Check the path; definitions stand in services/, life-events/ and so on",
        ),
    )
