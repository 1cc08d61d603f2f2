"""Callbacks without outputs

Some callbacks only do something: this one puts each uploaded file into a
folder. It updates nothing and returns nothing; another callback looks at the
folder once a second.
"""

import base64
from pathlib import Path
from tempfile import mkdtemp

from dash import Dash, Input, Output, State, callback, dcc, html

FOLDER = Path(mkdtemp())

app = Dash(__name__, title="Callbacks without outputs")

app.layout = html.Main(
    [
        html.H1("A folder for files"),
        html.P("Drop some here. They are kept until the app ends.", className="lead"),
        dcc.Upload(
            ["Drop files, or ", html.Strong("choose some")],
            id="upload",
            className="drop",
            className_active="drop over",
            multiple=True,
            style={},
            style_active={},
        ),
        html.Ul(id="files"),
        dcc.Interval(id="every-second", interval=1000),
    ]
)


@callback(
    Input("upload", "contents"),
    State("upload", "filename"),
    prevent_initial_call=True,
)
def keep(contents, names):
    for content, name in zip(contents, names, strict=True):
        _, data = content.split(",")
        path = FOLDER / Path(name).name  # the name only: never a way out of the folder
        path.write_bytes(base64.b64decode(data))


@callback(Output("files", "children"), Input("every-second", "n_intervals"))
def list_files(n_intervals):
    files = sorted(FOLDER.iterdir())
    if not files:
        return html.Li("The folder is empty")
    return [
        html.Li([html.Span(file.name), html.Small(f"{file.stat().st_size:,} bytes")])
        for file in files
    ]


if __name__ == "__main__":
    app.run()
