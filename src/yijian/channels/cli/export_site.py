"""`yijian export site`: all guides as a folder of pages that needs no server."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from yijian.channels.cli.platform import ExportedSite
from yijian.channels.cli.reading import day, region
from yijian.channels.cli.terminal import WrongUsage

LANGUAGES: Final = ("zh-hans", "en", "zh-hant")
_SHORT: Final = {"zh": "zh-hans"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `site`."""
    parser.add_argument(
        "--languages",
        default=",".join(LANGUAGES),
        metavar="LIST",
        help="site: which languages, the first at the front (default %(default)s)",
    )
    parser.add_argument(
        "--portal",
        default="",
        metavar="URL",
        help="site: where a thing can be begun online (default: nowhere)",
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when everything is written; says how many pages and bytes."""
    definitions: Path = arguments.definitions or arguments.installation.definitions
    if not definitions.is_dir():
        raise WrongUsage(f"there is no folder {definitions}")
    languages = tuple(_languages(arguments.languages))
    site = arguments.installation.platform.export_site(
        folder=arguments.out,
        definitions=definitions,
        region=region(arguments),
        day=day(arguments),
        languages=languages,
        portal=_portal(arguments.portal),
    )
    print("\n".join(_report(site, languages)))
    return 0


def _languages(text: str) -> Iterable[str]:
    """The languages of the list, each once, `zh` for Simplified Chinese."""
    named = [_SHORT.get(name, name) for each in text.split(",") if (name := each.strip())]
    unknown = [name for name in named if name not in LANGUAGES]
    if unknown or not named:
        raise WrongUsage(f"--languages {text}: give some of {', '.join(LANGUAGES)} with commas between")
    return dict.fromkeys(named)


def _portal(text: str) -> str:
    """The address without a slash at its end."""
    if text and (urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).netloc):
        raise WrongUsage(f"--portal {text}: give an address such as https://yijian.example.gov.cn")
    return text.rstrip("/")


def _report(site: ExportedSite, languages: Sequence[str]) -> Iterator[str]:
    """How much was written, in both languages: pages, bytes, the smallest and the largest page."""
    sizes = sorted(page.size for page in site.pages)
    sent = sorted(page.compressed for page in site.pages)
    largest = max(site.pages, key=lambda page: page.size)
    yield f"{len(site.pages)} 页 pages ({', '.join(languages)}), {site.files} 个文件 files, {_kilobytes(site.size)}"
    yield (
        f"每页 a page: {_kilobytes(sizes[0])} – {_kilobytes(sizes[-1])} ({largest.path}), "
        f"压缩后 compressed {_kilobytes(sent[0])} – {_kilobytes(sent[-1])}"
    )


def _kilobytes(size: int) -> str:
    return f"{size / 1000:,.1f} kB"
