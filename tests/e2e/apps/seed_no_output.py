"""Callbacks with no outputs.

The folder is made first: the document assumes that it is there.  The last two components
are ours; they let a test see the file system.
"""

import base64
import os

from dash import Dash, Input, Output, State, callback, dcc, html

app = Dash(__name__)

os.makedirs("./uploaded_files", exist_ok=True)

app.layout = html.Div(
    [
        html.H1("No Output Example"),
        dcc.Upload(
            id="upload-data-to-server",
            children=html.Div(["Drag and Drop or ", html.A("Select Files")]),
            style={
                "width": "100%",
                "height": "60px",
                "lineHeight": "60px",
                "borderWidth": "1px",
                "borderStyle": "dashed",
                "borderRadius": "5px",
                "textAlign": "center",
                "margin": "10px",
            },
        ),
        html.Button("list", id="list"),
        html.Pre(id="files"),
    ]
)


@callback(
    Input("upload-data-to-server", "contents"),
    State("upload-data-to-server", "filename"),
    # We could also use `running` on the callback to disable the button
    # while the callback is running:
    # running=[(Output("upload-data-to-server", "disabled"), True, False)]
)
def update_output_div(contents, filename):
    if contents is not None:
        _, content_string = contents.split(",")

        decoded = base64.b64decode(content_string)
        directory = "./uploaded_files"
        with open(f"{directory}/{filename}", "wb") as f:
            f.write(decoded)


@callback(Output("files", "children"), Input("list", "n_clicks"), prevent_initial_call=True)
def list_files(n_clicks):
    lines = []
    for name in sorted(os.listdir("./uploaded_files")):
        with open(f"./uploaded_files/{name}", encoding="utf-8") as f:
            lines.append(f"{name}: {f.read()}")
    return "\n".join(lines)


if __name__ == "__main__":
    app.run(debug=True)
