"""An app open in the browser, under real Dash or under pyrt.

The two differ in three questions only: has everything come to rest, which Python calls were
noted, and which errors are listed.  What a user does and what is compared is common.
"""

from __future__ import annotations

import json
import re
import time
import urllib.request
from abc import ABC, abstractmethod
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.differential import recorder
from tests.differential.case import Case, Step
from tests.differential.observe import Call, Error, Trace, look
from tests.differential.servers import RealDash, WarmPython

JS_MARK = "@@js "
SECONDS_FOR_A_CALL = 20.0
MILLISECONDS_TO_REST = 60_000
PATIENCE_MILLISECONDS = 300
"""Well below the sleep of a callback that is slow on purpose, well above the others' time."""


class Visit(ABC):
    """One page, from its opening to the last step."""

    _PREPARE = ""
    """JavaScript that the page runs before its own."""

    def __init__(self, context: BrowserContext, url: str, case: Case) -> None:
        self.page: Page = context.new_page()
        self._case = case
        self._calls: list[Call] = []
        self._js: list[str] = []
        self._errors_seen = 0
        self.page.on("console", self._hear)
        if self._PREPARE:
            self.page.add_init_script(self._PREPARE)
        self.page.goto(url, wait_until="commit")

    def follow(self) -> Trace:
        """Go through the steps of the case; gives what was seen after each."""
        trace = Trace()
        self._rest(trace, "load")
        for step in self._case.steps:
            for gesture in step if isinstance(step, tuple) else (step,):
                gesture(self)
            self._rest(trace, _name(step))
        return trace

    def reload(self) -> None:
        self.page.reload(wait_until="commit")
        self._errors_seen = 0

    def note(self, line: str) -> None:
        self._js.append(line)

    def wait_for_call(self, function: str) -> None:
        deadline = time.monotonic() + SECONDS_FOR_A_CALL
        while True:
            self._calls.extend(self._new_calls())
            if any(call["function"] == function for call in self._calls):
                return
            assert time.monotonic() < deadline, f"{function} was not called"
            self.page.wait_for_timeout(10)

    def _rest(self, trace: Trace, step: str) -> None:
        self._wait_until_idle()
        self._calls.extend(self._new_calls())
        # Noted by threads, in whatever order these came to run.  What comes over
        # a socket has no number, and stays in the order of its coming.
        calls = sorted(self._calls, key=lambda call: call.pop("request", 0))
        errors = self._errors()
        new = errors[self._errors_seen :]
        trace.seen.append(look(self.page, self._case, step, calls, self._js, new))
        self._calls, self._js, self._errors_seen = [], [], len(errors)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith(JS_MARK):
            self._js.append(message.text.removeprefix(JS_MARK))

    @abstractmethod
    def _wait_until_idle(self) -> None: ...

    @abstractmethod
    def _new_calls(self) -> list[Call]: ...

    @abstractmethod
    def _errors(self) -> list[Error]:
        """All so far, oldest first."""


class DashVisit(Visit):
    """Under real Dash, whose store is asked what is pending (E23)."""

    # A server's threads begin and answer requests that are under way together in any order.
    # So each tells its number, and no answer overtakes an earlier one, unless that one takes
    # as long as only a case that means it does.
    _PREPARE = f"""
      const fetch = window.fetch;
      const underWay = new Set();
      let sent = 0;
      window.fetch = (url, options) => {{
        const headers = {{ ...options?.headers, '{recorder.REQUEST_NUMBER}': String(++sent) }};
        const earlier = Promise.allSettled([...underWay]);
        const answer = (async () => {{
          const response = await fetch(url, {{ ...options, headers }});
          const body = response.status === 204 ? null : await response.text();
          const patience = new Promise((enough) => setTimeout(enough, {PATIENCE_MILLISECONDS}));
          await Promise.race([earlier, patience]);
          await new Promise((taken) => setTimeout(taken));
          return new Response(body, response);
        }})();
        underWay.add(answer);
        answer.catch(() => {{}}).then(() => underWay.delete(answer));
        return answer;
      }};
    """

    # For a case that is `orderly`: the next request goes when the last one is answered, and
    # the next answer is handed over when the page has dealt with the last one.
    _PREPARE_ORDERLY = f"""
      const fetch = window.fetch;
      let sent = 0;
      let answered = Promise.resolve();
      let handedOver = Promise.resolve();
      const pause = async () => {{
        for (let known = null, quiet = 0; quiet < 3; ) {{
          await new Promise((done) => setTimeout(done, 4));
          const callbacks = window.store?.getState().callbacks;
          quiet = callbacks === known ? quiet + 1 : 0;
          known = callbacks;
        }}
        await new Promise(requestAnimationFrame);
      }};
      const whole = async (response) =>
        new Response(response.status === 204 ? null : await response.text(), response);
      window.fetch = (url, options) => {{
        const headers = {{ ...options?.headers, '{recorder.REQUEST_NUMBER}': String(++sent) }};
        const answer = answered.then(() => fetch(url, {{ ...options, headers }})).then(whole);
        answered = answer.catch(() => undefined);
        const mine = handedOver.then(() => answer);
        handedOver = mine.then(pause, pause);
        return mine;
      }};
    """

    # Two looks with a frame and a task between them: requests are made in a zero timeout
    # after the event that caused them (E4), mounting effects after a frame.
    _IDLE = """async (milliseconds) => {
      const lists = ['requested', 'prioritized', 'blocked', 'executing', 'watched', 'executed'];
      // Code of components that comes late; React then shows them up to half a second later.
      const late = () => {
        if (document.querySelector('script[src*="async-"]')) return true;
        return performance.getEntriesByType('resource').some(
          ({ name, responseEnd }) => /async-/.test(name) && performance.now() - responseEnd < 700,
        );
      };
      const pending = () => {
        const state = window.store?.getState();
        if (state?.appLifecycle !== 'HYDRATED') return ['hydration'];
        if (late()) return ['late code'];
        return lists.filter((list) => state.callbacks[list].length > 0);
      };
      const deadline = Date.now() + milliseconds;
      for (let quiet = 0; quiet < 3; ) {
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 5)));
        quiet = pending().length === 0 ? quiet + 1 : 0;
        if (Date.now() > deadline) throw new Error(`never idle: ${pending()}`);
      }
    }"""

    _ERRORS = """() => {
      const { frontEnd, backEnd } = window.store.getState().error;
      const list = [...frontEnd, ...backEnd].reverse().sort((a, b) => a.timestamp - b.timestamp);
      const text = (html) => {
        const page = new DOMParser().parseFromString(html ?? '', 'text/html');
        return (page.querySelector('blockquote') ?? page.body).textContent.trim();
      };
      return list.map(({ error }) => [error.message ?? String(error), text(error.html)]);
    }"""
    # What the page of a Python exception quotes: its type, then its message.
    _EXCEPTION_TYPE = re.compile(r"^[a-zA-Z_][\w.]*(: |:?$)")

    def __init__(self, context: BrowserContext, dash: RealDash, case: Case) -> None:
        self._calls_url = f"{dash.flask}/@calls/{case.name}"
        self._new_calls()
        if case.orderly:
            self._PREPARE = self._PREPARE_ORDERLY
        server = dash.fastapi if case.has_socket else dash.flask
        super().__init__(context, f"{server}/{case.name}/", case)

    def _wait_until_idle(self) -> None:
        self.page.wait_for_load_state("load")
        self.page.evaluate(self._IDLE, MILLISECONDS_TO_REST)

    def _new_calls(self) -> list[Call]:
        with urllib.request.urlopen(self._calls_url) as response:
            calls: list[Call] = json.load(response)
        return calls

    def _errors(self) -> list[Error]:
        errors = self.page.evaluate(self._ERRORS)
        return [(title, self._EXCEPTION_TYPE.sub("", text, count=1)) for title, text in errors]


class PyrtVisit(Visit):
    """Under pyrt, which says itself when nothing is left to do."""

    # Once more after two frames, as under Dash: a table tells what it derives a frame later.
    _IDLE = """(milliseconds) => new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('never idle')), milliseconds);
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 5)));
      const rest = async () => {
        await window.pyrt.ready;
        await window.pyrt.idle();
        for (let frames = 0; frames < 2; frames += 1) await frame();
        await window.pyrt.idle();
      };
      rest().then(resolve, reject);
    })"""

    def __init__(self, context: BrowserContext, server: str, case: Case) -> None:
        self._noted: list[Call] = []
        if not case.fresh:
            self._PREPARE = WarmPython.PREPARE
        super().__init__(context, f"{server}/{case.name}/", case)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith(recorder.MARK):
            call: dict[str, Any] = json.loads(message.text.removeprefix(recorder.MARK))
            del call["app"]
            self._noted.append(call)
        else:
            super()._hear(message)

    def _wait_until_idle(self) -> None:
        # The page that stands in for a path without a file becomes the app a little later.
        self.page.wait_for_function("() => window.pyrt")
        self.page.wait_for_load_state("load")
        self.page.evaluate(self._IDLE, MILLISECONDS_TO_REST)

    def _new_calls(self) -> list[Call]:
        noted, self._noted = self._noted, []
        return noted

    def _errors(self) -> list[Error]:
        errors = self.page.evaluate("window.pyrt.errors")
        return [(error["title"], error["message"].strip()) for error in errors]


def _name(step: Step) -> str:
    return " + ".join(map(str, step)) if isinstance(step, tuple) else str(step)
