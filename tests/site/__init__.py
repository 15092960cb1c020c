# ruff: noqa: A005 (mirrors yijian.site; nobody imports the standard library's site here)
