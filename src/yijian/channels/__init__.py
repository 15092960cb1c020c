"""The ways people reach Yijian: portal, counter, workbench, console, API. Each calls use cases and holds no rules."""
