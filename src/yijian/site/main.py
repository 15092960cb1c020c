"""The console script `yijian`: reads the installation's settings and hands over to the commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from yijian.channels.cli import demo
from yijian.channels.cli.dispatch import WRONG_USAGE, Installation, dispatch
from yijian.connectors.clock import SystemClock
from yijian.core.planning.local_time import local_date
from yijian.site.configuration import Configuration, ConfigurationError
from yijian.site.platform import SitePlatform


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    try:
        if given[:1] == ["demo"]:
            demo.prepare_environment(Configuration.from_environment().data_dir)
        configuration = Configuration.from_environment()
    except ConfigurationError as error:
        print(f"yijian: {error.text.zh}\n        {error.text.en}", file=sys.stderr)
        return WRONG_USAGE
    installation = Installation(
        definitions=configuration.definitions_dir,
        region=configuration.region,
        today=local_date(SystemClock().now()),
        platform=SitePlatform(configuration),
    )
    return dispatch(given, installation=installation)


if __name__ == "__main__":
    raise SystemExit(main())
