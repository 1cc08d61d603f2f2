"""What the browser and the page keep: storage, and the state that Dash's own tests read."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page


class BrowserState:
    """Everything behind the page."""

    page: Page

    # storage

    def get_local_storage(self, store_id: str = "local") -> Any:
        return self._stored("localStorage", store_id)

    def get_session_storage(self, session_id: str = "session") -> Any:
        return self._stored("sessionStorage", session_id)

    def clear_local_storage(self) -> None:
        self.page.evaluate("() => localStorage.clear()")

    def clear_session_storage(self) -> None:
        self.page.evaluate("() => sessionStorage.clear()")

    def clear_storage(self) -> None:
        self.clear_local_storage()
        self.clear_session_storage()

    def _stored(self, storage: str, key: str) -> Any:
        text = self.page.evaluate(
            "([storage, key]) => window[storage].getItem(key)", [storage, key]
        )
        return None if text is None else json.loads(text)

    # the renderer's store

    @property
    def window_store(self) -> bool:
        """Whether the page has `window.store` yet."""
        return bool(self.page.evaluate("() => Boolean(window.store)"))

    @property
    def redux_state_paths(self) -> dict[str, Any]:
        """Where components with ids stand: `strs` by id, `objs` by the keys of dict ids."""
        return dict(self._state("paths"))

    @property
    def redux_state_rqs(self) -> list[dict[str, Any]]:
        """Callbacks that are under way; empty at rest (E23)."""
        callbacks = self._state("callbacks")
        del callbacks["stored"], callbacks["completed"]
        return [entry for entries in callbacks.values() for entry in entries]

    @property
    def redux_state_is_loading(self) -> bool:
        """Whether callbacks are under way."""
        return bool(self._state("isLoading"))

    def _wait_for_callbacks(self) -> bool:
        """Whether nothing is under way.  Tests give it to `dash.testing.wait.until`, as
        dash.testing itself does, although the name begins with a line."""
        return not self.window_store or self.redux_state_rqs == []

    def _state(self, part: str) -> Any:
        return self.page.evaluate("part => window.store.getState()[part]", part)
