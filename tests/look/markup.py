"""Reading a page back: its elements, its ids and what refers to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}


@dataclass
class Page(HTMLParser):
    """The elements of a page with their attributes, and whether its tags are balanced."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, markup: str) -> Page:
        page = cls()
        page.feed(markup)
        page.close()
        assert not page.open_tags, f"never closed: {page.open_tags}"
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>: {names}"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open_tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags, f"</{tag}> closes nothing"
        assert self.open_tags.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(key) == value for key, value in attributes.items())
        ]

    @property
    def words(self) -> str:
        return "".join(self.text)

    @property
    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.elements if "id" in found]

    @property
    def references(self) -> set[str]:
        """The ids that labels, descriptions and links on the page point to."""
        pointed: set[str] = set()
        for tag, found in self.elements:
            for name in ("for", "aria-describedby", "aria-labelledby"):
                pointed |= set(found.get(name, "").split())
            href = found.get("href", "")
            pointed |= {href[1:]} if href.startswith("#") and tag != "use" else set()
        return pointed

    @property
    def drawings(self) -> set[str]:
        """The ids of the symbols that the page draws."""
        return {each["href"].removeprefix("#") for each in self.all("use")}
