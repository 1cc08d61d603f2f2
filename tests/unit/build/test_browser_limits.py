"""What in a file cannot work in a browser; and what can, and is left alone."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from pyrt.build.browser_limits import app_names, find_limits

APP = "from dash import Dash\napp = Dash(__name__)\nserver = app.server\n"


def found(source: str, file: str = "app.py") -> list[tuple[int, str, str]]:
    source = dedent(source)
    tree = ast.parse(source)
    return [
        (finding.line, finding.kind, finding.what)
        for finding in find_limits(file, tree, source, app_names([tree, ast.parse(APP)]))
    ]


@pytest.mark.parametrize(
    ("source", "kind", "what"),
    [
        ("@app.server.route('/x')\ndef x(): ...", "server", "app.server.route"),
        ("@server.before_request\ndef x(): ...", "server", "server.before_request"),
        ("from main import app\n@app.server.get('/x')\ndef x(): ...", "server", "app.server.get"),
        (
            "import main\nmain.app.server.add_url_rule('/')",
            "server",
            "main.app.server.add_url_rule",
        ),
        ("from flask import request", "server", "import flask"),
        ("import socket as s\ns.socket()", "socket", "socket.socket"),
        ("import psycopg2", "socket", "import psycopg2"),
        ("import smtplib\nsmtplib.SMTP('h')", "socket", "smtplib.SMTP"),
        (
            "from sqlalchemy import create_engine\ncreate_engine('postgresql+psycopg2://h/d')",
            "socket",
            "a connection to postgresql",
        ),
        ("from subprocess import run as go\ngo(['ls'])", "process", "subprocess.run"),
        ("import os\nos.system('ls')", "process", "os.system"),
        ("import os\nos.execv('a', [])", "process", "os.execv"),
        ("from threading import Thread\nThread(target=f).start()", "thread", "threading.Thread"),
        ("import threading\nclass W(threading.Thread): ...", "thread", "threading.Thread"),
        ("import multiprocessing as mp\nmp.Pool(4)", "thread", "multiprocessing.Pool"),
        (
            "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor()",
            "thread",
            "concurrent.futures.ThreadPoolExecutor",
        ),
        ("loop.run_in_executor(None, f)", "thread", "loop.run_in_executor"),
        ("import requests\nrequests.get('https://a.org/x')", "host", "a request to a.org"),
        (
            "import requests\nBASE = 'https://a.org'\nrequests.get(f'{BASE}/x/{i}')",
            "host",
            "a request to a.org",
        ),
        (
            "import requests\nsession = requests.Session()\nsession.request('GET', 'https://a.org')",
            "host",
            "a request to a.org",
        ),
        ("import pandas as pd\npd.read_csv('https://a.org/x.csv')", "host", "a request to a.org"),
        (
            "from urllib.request import urlopen\nurlopen('http://a.org:80/' + name)",
            "host",
            "a request to a.org",
        ),
        ("open('/home/me/x.csv')", "file", "“/home/me/x.csv”"),
        (r"open('C:\\data\\x.csv')", "file", r"“C:\data\x.csv”"),
        ("import pandas as pd\npd.read_csv('../x.csv')", "file", "“../x.csv”"),
        (
            "from pathlib import Path\nD = Path(__file__).resolve().parent.parent\n"
            "(D / 'x.txt').read_text()",
            "file",
            "“/x.txt”",
        ),
        ("import os\nopen(os.path.expanduser('~/x'))", "file", "“~/x”"),
    ],
)
def test_it_is_found(source: str, kind: str, what: str) -> None:
    (finding,) = found(source)
    assert finding[1:] == (kind, what)


def test_the_line_is_the_one_of_the_call() -> None:
    assert found("import os\n\n\nx = [\n  os.system('ls'),\n]") == [(5, "process", "os.system")]


@pytest.mark.parametrize(
    "source",
    [
        "server = app.server",
        "app.server.config['X'] = 1\napp.server.secret_key = 'x'",
        "class Client: ...\nself.server.get('x')",
        "import threading\nlock = threading.Lock()\nevent = threading.Event()",
        "import threading\ndef f(t: threading.Thread): ...\nthreading.current_thread()",
        "import multiprocessing\nmultiprocessing.cpu_count()",
        "import subprocess\nE = subprocess.CalledProcessError",
        "import socket\nsocket.gethostname()",
        "try:\n    import flask\nexcept ImportError:\n    flask = None",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from flask import Flask",
        "import sys, os\nif sys.platform != 'emscripten':\n    os.system('ls')",
        "import threading\ntry:\n    threading.Thread().start()\nexcept RuntimeError:\n    work()",
        "import os\nos.system('ls')  # pyrt: ignore",
        "import requests\nrequests.get('https://raw.githubusercontent.com/a/b/c.csv')",
        "import requests\nrequests.get('data.json')\nrequests.get(url)",
        "import requests\nrequests.get(f'https://{host}/x')\nrequests.get(f'https://api.{x}.org')",
        "from dash import html\nhtml.A(href='https://a.org')\nopen('https.txt')",
        "open('data/x.csv')\nopen('/tmp/x', 'w')\nopen('/dev/null')",
        "import pandas as pd\npd.read_csv('x.csv')",
        "from pathlib import Path\nD = Path(__file__).parent / 'data'\n(D / 'x').read_text()",
        "import os\nD = os.path.dirname(os.path.abspath(__file__))\nopen(os.path.join(D, 'x'))",
        "try:\n    open('/etc/app.conf')\nexcept FileNotFoundError:\n    pass",
        "P = '/a'\nP = 'b'\nopen(P)",
        "from dash import dcc\ndcc.Location(pathname='/x')\n'/'.join(['a'])",
    ],
)
def test_what_works_is_left_alone(source: str) -> None:
    assert found(source) == []


def test_a_path_is_judged_from_where_the_file_stands() -> None:
    source = "from pathlib import Path\n(Path(__file__).parents[1] / 'x').read_text()"
    assert found(source, "pages/home.py") == []
    assert found(source, "app.py") != []
