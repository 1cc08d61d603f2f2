"""What one Python file does that a page cannot: servers, sockets, processes, threads, hosts,
files of the developer's machine.

Reads syntax only.  Names are followed through the file's imports, so `Thread` is found by
whatever name it goes; what cannot be followed is left alone, because a false alarm costs more
than a missed one: the app itself will say it.  Quiet is also what the browser never comes to
(`if TYPE_CHECKING`, `sys.platform`) and what the code copes with (`try`/`except`).
A line that ends with `# pyrt: ignore` has been looked at by its author.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from urllib.parse import urlsplit

from pyrt.server import NEEDS_REQUESTS

from .finding import Finding, Kind
from .places import Places, leads_outside
from .scan import known_outcome
from .target import SERVER_MODULES, words

IGNORE = "# pyrt: ignore"

_SOCKET_MODULES = words(
    "socketserver websockets websocket zmq paramiko pika kafka redis pymongo motor pymysql "
    "psycopg psycopg2 pg8000 asyncpg aiomysql mysql MySQLdb pyodbc oracledb cx_Oracle "
    "clickhouse_driver cassandra ldap3 serial"
)
_SOCKET_CALLS = words(
    "socket.socket socket.create_connection socket.create_server socket.socketpair "
    "asyncio.open_connection asyncio.start_server http.client.HTTPConnection "
    "http.client.HTTPSConnection http.server.HTTPServer http.server.ThreadingHTTPServer "
    "smtplib.SMTP smtplib.SMTP_SSL ftplib.FTP ftplib.FTP_TLS imaplib.IMAP4 imaplib.IMAP4_SSL "
    "poplib.POP3 poplib.POP3_SSL xmlrpc.client.ServerProxy wsgiref.simple_server.make_server"
)
_PROCESS_CALLS = words(
    "subprocess.run subprocess.Popen subprocess.call subprocess.check_call "
    "subprocess.check_output subprocess.getoutput subprocess.getstatusoutput os.system os.popen "
    "os.fork os.forkpty os.posix_spawn os.posix_spawnp os.startfile "
    "asyncio.create_subprocess_exec asyncio.create_subprocess_shell pty.spawn"
)
_PROCESS_PREFIXES = ("os.exec", "os.spawn")
_THREAD_CALLS = words(
    "threading.Thread threading.Timer _thread.start_new_thread asyncio.to_thread "
    "concurrent.futures.ThreadPoolExecutor concurrent.futures.ProcessPoolExecutor "
    "concurrent.futures.thread.ThreadPoolExecutor concurrent.futures.process.ProcessPoolExecutor "
    "multiprocessing.Process multiprocessing.Pool multiprocessing.Manager "
    "multiprocessing.pool.Pool multiprocessing.pool.ThreadPool multiprocessing.dummy.Pool"
)
_HTTP_MODULES = words("requests httpx urllib3 urllib aiohttp requests_cache")
_HTTP_METHODS = words("get post put patch delete head options request stream urlopen open ws")
_URL_CALLS = words(
    "urllib.request.urlopen urllib.request.urlretrieve urllib.request.Request "
    "requests.Request pyodide.http.pyfetch pyodide.http.open_url"
)
_OPEN_HOSTS = (
    "raw.githubusercontent.com",
    "gist.githubusercontent.com",
    "*.github.io",
    "api.github.com",
    "cdn.jsdelivr.net",
    "unpkg.com",
    "pypi.org",
)
"""Hosts known to let every page in."""

_READERS = words(
    "open io.open codecs.open gzip.open bz2.open lzma.open os.listdir os.scandir os.walk "
    "sqlite3.connect numpy.load numpy.loadtxt numpy.genfromtxt numpy.save "
    "numpy.savetxt joblib.load shutil.copy shutil.copyfile shutil.copytree zipfile.ZipFile "
    "tarfile.open"
)
_PATH_METHODS = words("read_text read_bytes write_text write_bytes open iterdir glob rglob")
_TABLE_LIBRARIES = words("pandas polars geopandas pyarrow xarray")

_COPES: Mapping[Kind, frozenset[str]] = {
    "server": frozenset({"UnsupportedFeatureError"}),
    "socket": words("OSError ConnectionError socket.error"),
    "process": words("OSError FileNotFoundError"),
    "thread": words("RuntimeError"),
    "host": frozenset(),
    "file": words("OSError FileNotFoundError IOError"),
}
"""The exceptions by which a thing fails: code that names one of them copes."""

_TEXTS: Mapping[Kind, tuple[str, str]] = {
    "server": (
        "needs a web server, and a page has none.",
        "Use a callback, dcc.Download, or files in the assets folder.",
    ),
    "socket": (
        "needs a socket, and a page may only make HTTP requests.",
        "Ask an HTTP interface of the service (requests, urllib), or ship the data with the app.",
    ),
    "process": (
        "starts a program, and in a browser there are none.",
        "Do it in Python, or beforehand, and ship the result with the app.",
    ),
    "thread": (
        "starts a thread or process, and in the browser Python has only one of each.",
        "Call the function directly, or use an `async def` callback with asyncio.",
    ),
    "host": (
        "the browser hands over the answer only if that host allows it (CORS).",
        f"Try it with `pyrt run`; if it works, end the line with `{IGNORE}`.  Otherwise download "
        "the data beforehand and ship it with the app, or ask through a server of yours.",
    ),
    "file": (
        "leads out of the app's folder, and only that folder is in the browser.",
        "Put the file into the app's folder and name it by a relative path.",
    ),
}


@dataclass(frozen=True, slots=True)
class AppNames:
    """By which names the app's files know its `Dash` objects and their servers.  One file
    makes them, another imports them, so they are looked for in all files first."""

    apps: frozenset[str]
    servers: frozenset[str]


def app_names(trees: Iterable[ast.Module]) -> AppNames:
    apps: set[str] = set()
    servers: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=function)) if (
                    _last_name(function) == "Dash"
                ):
                    apps.add(name)
                case ast.Assign(
                    targets=[ast.Name(id=name)], value=ast.Attribute(attr="server", value=value)
                ) if _last_name(value):
                    servers.add(name)
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=function)) if (
                    _last_name(function) in ("Flask", "Quart", "FastAPI")
                ):
                    servers.add(name)
    return AppNames(frozenset(apps), frozenset(servers))


def find_limits(file: str, tree: ast.Module, source: str, names: AppNames) -> list[Finding]:
    """What in this file cannot work, in source order."""
    reader = _Reader(file, tree, names)
    reader.visit(tree)
    ignored = {n for n, line in enumerate(source.splitlines(), 1) if line.rstrip().endswith(IGNORE)}
    return sorted({finding for finding in reader.findings if finding.line not in ignored})


class _Reader(ast.NodeVisitor):
    """One walk over a file, with what it knows of where it stands."""

    def __init__(self, file: str, tree: ast.Module, names: AppNames) -> None:
        self.findings: list[Finding] = []
        self._file = file
        self._names = names
        self._imported = dict(_imports(tree))
        self._places = Places(file, dict(_constants(tree)), self._name_of)
        self._http = any(
            name.partition(".")[0] in _HTTP_MODULES for name in self._imported.values()
        )
        self._caught: list[frozenset[str]] = []

    # where it stands

    def visit_If(self, node: ast.If) -> None:
        outcome = known_outcome(node.test)
        self.visit(node.test)
        if outcome is not False:
            self._visit_all(node.body)
        if outcome is not True:
            self._visit_all(node.orelse)

    def visit_Try(self, node: ast.Try) -> None:
        self._caught.append(frozenset(_caught_names(node)))
        self._visit_all(node.body)
        self._caught.pop()
        self._visit_all([*node.handlers, *node.orelse, *node.finalbody])

    def _visit_all(self, nodes: Sequence[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    # what it looks for

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._see_import(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module and not node.level:
            self._see_import(node, node.module)

    def _see_import(self, node: ast.stmt, name: str) -> None:
        top = name.partition(".")[0]
        if any({"ImportError", "ModuleNotFoundError"} & caught for caught in self._caught):
            return
        if top in SERVER_MODULES:
            self._add(node, "server", f"import {name}")
        elif top in _SOCKET_MODULES:
            self._add(node, "socket", f"import {name}")

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for base in node.bases:
            if self._name_of(base) in _THREAD_CALLS:
                self._add(base, "thread", self._name_of(base))
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        # Decorators without a call (`@server.before_request`) are attributes.
        if node.attr in NEEDS_REQUESTS and self._is_server(node.value):
            self._add(node, "server", ast.unparse(node))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = self._name_of(node.func)
        if name in _SOCKET_CALLS:
            self._add(node, "socket", name)
        elif name in _PROCESS_CALLS or name.startswith(_PROCESS_PREFIXES):
            self._add(node, "process", name)
        elif name in _THREAD_CALLS or _last_name(node.func) == "run_in_executor":
            self._add(node, "thread", name or "run_in_executor")
        elif name.rpartition(".")[2] == "create_engine":
            self._see_database(node)
        else:
            self._see_place(node, name)
        self.generic_visit(node)

    def _see_database(self, node: ast.Call) -> None:
        url = self._places.beginning(node.args[0]) if node.args else None
        scheme = (url or "").partition("://")[0].partition("+")[0]
        if scheme in ("postgres", "postgresql", "mysql", "mariadb", "oracle", "mssql"):
            self._add(node, "socket", f"a connection to {scheme}")

    def _see_place(self, node: ast.Call, name: str) -> None:
        """A call that reads from a path or a URL."""
        last = _last_name(node.func)
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        top = name.partition(".")[0]
        reads_table = top in _TABLE_LIBRARIES and last.startswith(("read_", "scan_", "open_"))
        if reads_table or name in _URL_CALLS or (self._http and last in _HTTP_METHODS):
            for argument in arguments[:2]:
                self._see_url(node, argument)
        if reads_table or name in _READERS:
            if arguments:
                self._see_path(node, self._places.text(arguments[0]))
        elif last in _PATH_METHODS and isinstance(node.func, ast.Attribute):
            # `.open(...)` of anything but a path is unknown, and thus left alone.
            receiver = node.func.value
            if not isinstance(receiver, ast.Constant):
                self._see_path(node, self._places.text(receiver))

    def _see_url(self, node: ast.Call, argument: ast.expr) -> None:
        url = self._places.beginning(argument)
        if url is None or not url.startswith(("http://", "https://")):
            return
        try:
            host = urlsplit(url).hostname
        except ValueError:
            return
        # Of `f"https://api.{name}.org"` only half a host is known.
        whole = self._places.text(argument) is not None or "/" in url.partition("://")[2]
        if host and whole and not any(fnmatch(host, known) for known in _OPEN_HOSTS):
            self._add(node, "host", f"a request to {host}")

    def _see_path(self, node: ast.Call, path: str | None) -> None:
        if path and "://" not in path and leads_outside(path):
            self._add(node, "file", f"“{path}”")

    def _is_server(self, node: ast.expr) -> bool:
        match node:
            case ast.Attribute(value=value, attr="server"):
                return _last_name(value) in self._names.apps
            case ast.Name(id=name):
                return name in self._names.servers
        return False

    def _name_of(self, node: ast.expr) -> str:
        """The full dotted name of an expression, imports followed."""
        match node:
            case ast.Name(id=name):
                return self._imported.get(name, name)
            case ast.Attribute(value=value, attr=attr):
                left = self._name_of(value)
                return f"{left}.{attr}" if left else ""
        return ""

    def _add(self, node: ast.AST, kind: Kind, what: str) -> None:
        if any(caught & _COPES[kind] for caught in self._caught):
            return
        why, hint = _TEXTS[kind]
        self.findings.append(Finding(self._file, getattr(node, "lineno", 1), kind, what, why, hint))


def _last_name(node: ast.expr) -> str:
    """`f` of `f`, `a.f`; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Name in this file -> full name of what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Names that are assigned once in the whole file, and that at its top."""
    stored: list[str] = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    stored += [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if stored.count(name) == 1:
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if (
                stored.count(name) == 1
            ):
                yield name, value


def _caught_names(node: ast.Try) -> Iterator[str]:
    for handler in node.handlers:
        if handler.type is None:
            yield "ImportError"
            continue
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        for kind in kinds:
            name = _last_name(kind)
            yield name
            if name in ("Exception", "BaseException"):
                yield "ImportError"
