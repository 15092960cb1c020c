"""Reading XML that a stranger wrote: nothing is fetched, expanded or allowed to grow without bound.

A document type is refused, and with it every entity, external or not; so are documents that are too large or nested
too deeply. The parser is expat, which resolves nothing by itself; the tree keeps the line of every element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from yijian.core.decisions.errors import ModelRefused
from yijian.core.errors import Text

MAX_BYTES: Final = 20_000_000
MAX_DEPTH: Final = 100
MAX_ELEMENTS: Final = 500_000
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


class XmlElement:
    """An element: its namespace and name, attributes (`{namespace}name` where they have a namespace), text, children."""

    __slots__ = ("attributes", "children", "line", "name", "namespace", "pieces")

    def __init__(self, namespace: str, name: str, attributes: dict[str, str], line: int) -> None:
        self.namespace = namespace
        self.name = name
        self.attributes = attributes
        self.line = line
        self.children: list[XmlElement] = []
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        """The text directly in the element, as it stands."""
        return "".join(self.pieces)

    def all(self, *names: str) -> Iterator[XmlElement]:
        """The children in the same namespace with one of these names."""
        return (child for child in self.children if child.name in names and child.namespace == self.namespace)

    def first(self, name: str) -> XmlElement | None:
        """The first such child."""
        return next(self.all(name), None)

    def get(self, name: str) -> str | None:
        """An attribute without a namespace."""
        return self.attributes.get(name)

    def of_schema_instance(self, name: str) -> str | None:
        """An attribute of the namespace of XML Schema instances, such as `nil` and `type`."""
        return self.attributes.get(f"{{{_XSI}}}{name}")

    def text_of(self, name: str) -> str | None:
        """The text of the first child of that name."""
        child = self.first(name)
        return None if child is None else child.text


def read_xml(source: bytes) -> XmlElement:
    """The root of a document. Raises `ModelRefused`, which names the line."""
    if len(source) > MAX_BYTES:
        raise ModelRefused(
            reason=Text(f"文件超过 {MAX_BYTES} 字节", f"The document is larger than {MAX_BYTES} bytes")
        )
    return _Reader().read(source)


class _Reader:
    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype
        self._parser.ExternalEntityRefHandler = self._doctype
        self._root: XmlElement | None = None
        self._open: list[XmlElement] = []
        self._count = 0

    def read(self, source: bytes) -> XmlElement:
        try:
            self._parser.Parse(source, True)
        except expat.ExpatError as error:
            raise ModelRefused(
                reason=Text(
                    f"不是格式正确的 XML（{expat.errors.messages[error.code]}）",
                    f"This is not well-formed XML ({expat.errors.messages[error.code]})",
                ),
                line=error.lineno,
            ) from error
        except (LookupError, ValueError) as error:  # an encoding nobody knows, or bytes that it does not have
            raise self._refused(
                Text(f"XML 的编码不能识别（{error}）", f"The encoding of the XML is not understood ({error})")
            ) from error
        if self._root is None:
            raise self._refused(Text("文件是空的", "The document is empty"))
        return self._root

    def _refused(self, reason: Text) -> ModelRefused:
        return ModelRefused(reason=reason, line=self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise self._refused(
                Text(f"元素超过 {MAX_ELEMENTS} 个", f"There are more than {MAX_ELEMENTS} elements")
            )
        if len(self._open) == MAX_DEPTH:
            raise self._refused(
                Text(f"元素嵌套超过 {MAX_DEPTH} 层", f"Elements are nested more than {MAX_DEPTH} levels deep")
            )
        namespace, _, local = name.rpartition(" ")
        element = XmlElement(
            namespace,
            local,
            {_attribute(key): value for key, value in attributes.items()},
            self._parser.CurrentLineNumber,
        )
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].pieces.append(text)

    def _doctype(self, *_details: object) -> int:
        raise self._refused(
            Text(
                "文件里有文档类型或实体声明，不予读取",
                "The document declares a document type or an entity; it is not read",
            )
        )


def _attribute(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"{{{namespace}}}{local}" if namespace else local
