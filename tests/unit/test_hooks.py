"""`hooks` (rule S7).  What they do to an app is tested in test_app.py."""

from __future__ import annotations

import pytest
from dash import html

from pyrt._hooks import HookErrorHandler, Hooks, hooks
from pyrt.engine.errors import HookError
from pyrt.protocol import CustomTool


def test_a_decorator_gives_the_function_back() -> None:
    registry = Hooks()

    def layout(value: object) -> object:
        return value

    assert registry.layout()(layout) is layout
    assert registry.get_hooks("layout")[0](3) == 3
    assert registry.get_hooks("setup") == []


def test_higher_priorities_come_first_then_the_order_of_registration() -> None:
    registry = Hooks()
    registry.setup()("first")
    registry.setup()("second")
    registry.setup(priority=5)("important")
    registry.setup(final=True)("last")
    assert [hook.func for hook in registry.get_hooks("setup")] == [
        *("important", "first", "second", "last")
    ]


def test_there_is_one_last_hook_of_a_kind() -> None:
    registry = Hooks()
    registry.index(final=True)(len)
    registry.error(final=True)(len)
    with pytest.raises(HookError, match="Final hook already present"):
        registry.index(final=True)(len)


def test_files_and_tools_are_collected() -> None:
    registry = Hooks()
    registry.script([{"external_url": "a"}])
    registry.stylesheet([{"external_url": "b"}])
    registry.devtool("ns", "Thing", {"x": 1}, position="left")
    registry.devtool("ns", "Late", lambda: {"children": html.B("bold")})
    assert registry._js_dist == [{"external_url": "a"}]
    assert registry._css_dist == [{"external_url": "b"}]
    thing, late = registry.custom_tools()
    assert thing == CustomTool({"props": {"x": 1}, "type": "Thing", "namespace": "ns"}, "left")
    assert late.component["props"]["children"]["type"] == "B" and late.position == "right"


def test_a_tool_whose_props_are_no_json_is_named() -> None:
    registry = Hooks()
    registry.devtool("ns", "Thing", {"x": {1, 2}})
    with pytest.raises(HookError, match=r"hooks.devtool\('ns', 'Thing'\): its props hold \{1, 2\}"):
        registry.custom_tools()


def test_error_hooks_follow_the_apps_own_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_hooks", {})
    calls: list[str] = []

    def own(error: Exception) -> str | None:
        calls.append(f"own {error}")
        return "from the app" if "own" in str(error) else None

    @hooks.error()
    def hooked(error: Exception) -> str:
        calls.append(f"hook {error}")
        return "from the hook"

    handler = HookErrorHandler(own)
    assert handler(ValueError("own")) == "from the app"
    assert handler(ValueError("other")) == "from the hook"
    assert calls == ["own own", "hook own", "own other", "hook other"]
    assert HookErrorHandler(None)(ValueError("x")) == "from the hook"
