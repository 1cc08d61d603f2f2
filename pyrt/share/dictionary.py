"""What deflate has "seen" before a link of version 1: lines that Dash apps are full of.

A frequent line costs two or three bytes then, which makes small apps a third as long.

FROZEN FOR EVER: change one character, and links that people have kept open no more.  A better
text is a new version of the format.  `web/src/share/dictionary.ts` has the same text.
"""

_TEXT = '''\
the of and to in a is that for it with as on be this are by you from or an at which not have was one all but can will when there your has if use more their other about into only than time its new no out up some them each these do how then so what who where after first also any two like between many most over such through before should because must same used here below above without until again while every page value number name text list data button chart table file date year month week day hours minutes seconds country city region category price amount total average count percent sales revenue customers products orders temperature population distance height weight length color size type select choose enter click update filter search results selected show hide open close download upload loading please welcome example dashboard analysis overview summary details report settings information about this application.
January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday red green blue yellow orange purple black white gray lightgray steelblue "Germany" "France" "United States" "China" "India" "Japan" "Brazil" "Canada" "Europe" "Asia" "Africa" "Americas" "Oceania"
,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20 2020-01-01,2021-01-01,2022-01-01,2023-01-01,2024-01-01,2025-01-01,2026-01-01 0.0,0.1,0.2,0.3,0.5,1.0 [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
date,value
id,name,category,value,price,quantity
:root {
  color-scheme: light dark;
  --primary: #1f77b4;
  --background: #ffffff;
  --border: #e0e0e0;
  --text: #212529;
  --muted: #6c757d;
  --accent: #0d6efd;
}

* {
  box-sizing: border-box;
}

html,
body {
  margin: 0;
  padding: 0;
  background-color: #f5f5f5;
  color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}

h1,
h2,
h3 {
  margin: 0 0 0.5rem;
  font-weight: 600;
  line-height: 1.2;
  letter-spacing: 0.02em;
}

p {
  margin-top: 0;
  max-width: 40rem;
}

a {
  color: inherit;
  text-decoration: none;
}

a:hover {
  text-decoration: underline;
}

main {
  max-width: 50rem;
  margin: 2rem auto;
  padding: 0 1rem;
}

button {
  cursor: pointer;
  font: inherit;
  padding: 0.5rem 1rem;
  border: none;
  border-radius: 4px;
  background: var(--accent);
  color: white;
}

button:hover {
  background: var(--primary);
}

button:disabled {
  opacity: 0.5;
  cursor: default;
}

input,
select,
textarea {
  width: 100%;
  padding: 8px 12px;
  border: 1px solid var(--border);
  border-radius: 6px;
}

input:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}

table {
  border-collapse: collapse;
  width: 100%;
}

th,
td {
  padding: 0.25rem 0.75rem;
  text-align: left;
  border-bottom: 1px solid #ddd;
}

.card {
  background: #fff;
  border: 1px solid rgba(0, 0, 0, 0.1);
  border-radius: 0.5rem;
  box-shadow: 0 1px 3px rgba(0, 0, 0, 0.2);
  padding: 1.5rem;
  margin-bottom: 1rem;
}

.row {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 1rem;
}

.grid {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
  gap: 20px;
}

.header {
  position: sticky;
  top: 0;
  left: 0;
  right: 0;
  bottom: 0;
  z-index: 1;
  height: 60px;
  min-height: 100vh;
}

.sidebar {
  position: fixed;
  width: 16rem;
  overflow-y: auto;
  overflow: hidden;
}

.title {
  font-size: 1.25rem;
  font-weight: bold;
  text-transform: uppercase;
  white-space: nowrap;
  font-variant-numeric: tabular-nums;
  font-family: monospace;
}

.hidden {
  display: none;
  visibility: hidden;
}

.active {
  transition: all 0.2s ease-in-out;
  transform: translate(-50%, -50%);
  animation: spin 1s linear infinite;
}

@media (max-width: 600px) {
  .container {
    flex-direction: column;
    padding: 0;
  }
}

@media (prefers-color-scheme: dark) {
  :root {
    --background: #111;
    --text: #eee;
  }
}
// JavaScript
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.clientside = {
  update_output: function (value, n_clicks, data) {
    const triggered = window.dash_clientside.callback_context.triggered_id;
    if (!value) {
      return window.dash_clientside.no_update;
    }
    return value.toString();
  },
};
document.addEventListener("DOMContentLoaded", () => {
  const element = document.querySelector(".container");
  element.addEventListener("click", (event) => {
    event.preventDefault();
  });
});
  for (let i = 0; i < data.length; i++) {
    console.log(
    return data.map((row) => row.value).filter((value) => value !== null).join(", ");
    new Date().toLocaleTimeString()
    Math.round(
    JSON.parse(
    JSON.stringify(
    setTimeout(() => {
clientside_callback(
    """
    function(value) {
        return
    }
    """,
    ClientsideFunction(namespace="clientside", function_name="update_output"),
"""Pages"""
app.layout = html.Div([html.Nav([dcc.Link(page["name"], href=page["relative_path"]) for page in dash.page_registry.values()]), dash.page_container])
dash.register_page(__name__, path="/about", name="About", title="About", description="
dash.register_page(__name__, path_template="/item/<item_id>")


def layout(item_id=None, **query):
    return html.Div(
        [
            html.H2(f"Item {item_id}"),
from .data import load_data
from components import header, footer, navbar, sidebar
def load_data() -> pd.DataFrame:
    """Load the data from the file and return it as a data frame."""
    path = Path(__file__).parent / "data" / "data.csv"
    with open(path, encoding="utf-8") as file:
        return json.load(file)
    df["date"] = pd.to_datetime(df["date"])
    rng = np.random.default_rng(0)
    x = np.linspace(0, 10, 100)
    y = np.sin(x)
    np.cumsum(np.random.randn(
    random.seed(42)
    random.randint(
    random.choice(
    if value is None:
        raise ValueError("
    elif
    while True:
        await asyncio.sleep(
        time.sleep(
def create_card(title: str, value: float) -> html.Div:
    return html.Div(className="card", children=[html.H3(title), html.P(f"{value:,.2f}")])
    """Create the layout of the page."""
    """Update the graph when the user selects another value."""
    # Update the figure
    # The callback is called when the user clicks the button.
@dataclass(frozen=True)
    def __init__(self, name: str, value: int = 0) -> None:
        self.name = name
    result = []
    result.append(
    for key, value in data.items():
    return {"x": x, "y": y, "mode": "lines", "name": name, "line": {"color": color, "width": 2}}
    return {"data": data, "layout": {"xaxis": {"title": "Time"}, "yaxis": {"title": "Value", "range": [0, 10]}, "showlegend": False, "height": 400}}
# /// script
# requires-python = ">=3.11"
# dependencies = ["dash", "numpy", "pandas", "plotly"]
# ///
[project]
name = "
[tool.pyrt]
persistent_dir = "data"
import json
import math
import random
import datetime
import re
import time
import os
from datetime import date, datetime, timedelta
from pathlib import Path
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import plotly.graph_objs as go
from plotly.subplots import make_subplots
import dash_bootstrap_components as dbc
import dash_mantine_components as dmc
import dash_ag_grid as dag
import dash
from dash.exceptions import PreventUpdate
from dash import dash_table
from dash import Dash, Input, Output, State, callback, ctx, dcc, html, no_update
from dash import ALL, MATCH, Patch, callback_context, clientside_callback, set_props
from __future__ import annotations
body { font-family: system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; color: #333; background: #fff; }
.container { display: flex; flex-direction: column; gap: 1rem; border: 1px solid #ccc; border-radius: 8px; }
height: 100%; width: 100%; font-size: 14px; text-align: center; line-height: 1.5; display: grid; align-items: center; justify-content: space-between;
function(value, n_clicks) { return window.dash_clientside.no_update; }
if (value === undefined) { const x = document.getElementById("
window.dash_clientside = Object.assign({}, window.dash_clientside, { clientside: {
dash.register_page(__name__, path="/", title="Home", name="Home", order=0)
def layout(**kwargs):
for page in dash.page_registry.values()
dash.page_container
app = dash.Dash(__name__, use_pages=True, suppress_callback_exceptions=True)
app = Dash(__name__, external_stylesheets=[dbc.themes.BOOTSTRAP])
external_stylesheets = ["https://codepen.io/chriddyp/pen/bWLwgP.css"]
server = app.server
app.config.suppress_callback_exceptions = True
assets_folder="assets", title="
df = px.data.gapminder()
df = px.data.iris()
df = px.data.tips()
df = pd.DataFrame({"x": [1, 2, 3], "y": [4, 5, 6]})
df = pd.read_csv("data.csv")
"https://raw.githubusercontent.com/plotly/datasets/master/gapminder2007.csv"
df["year"].unique()
dff = df[df["country"] == value]
filtered_df = df[df.year == selected_year]
.groupby("category").sum().reset_index()
.sort_values("value", ascending=False)
.to_dict("records")
columns=[{"name": i, "id": i} for i in df.columns]
fig = px.scatter(df, x="gdpPercap", y="lifeExp", size="pop", color="continent", hover_name="country", log_x=True, size_max=60)
fig = px.line(df, x="year", y="lifeExp", color="country", title="
fig = px.bar(df, x="Fruit", y="Amount", color="City", barmode="group")
fig = px.histogram(df, x="total_bill", nbins=
fig = px.pie(df, values="pop", names="country")
fig = go.Figure()
fig.add_trace(go.Scatter(x=x, y=y, mode="lines+markers", name="
fig.add_trace(go.Bar(x=df["x"], y=df["y"], marker_color="
fig.update_layout(margin={"l": 40, "b": 40, "t": 10, "r": 0}, hovermode="closest", template="plotly_white", transition_duration=500)
fig.update_traces(
fig.update_xaxes(title=
fig.update_yaxes(title=
return fig
return {"data": [{"x": x, "y": y, "type": "bar", "name": "SF"}], "layout": {"title": "
dbc.Container([dbc.Row([dbc.Col(html.H1("
dbc.Card(dbc.CardBody([html.H4("Title", className="card-title"), html.P(
dbc.Button("Submit", id="submit-button", color="primary", className="me-2", n_clicks=0)
dmc.MantineProvider(dmc.Container(
dag.AgGrid(id="grid", rowData=df.to_dict("records"), columnDefs=[{"field": i} for i in df.columns], columnSize="sizeToFit", dashGridOptions={"pagination": True})
dash_table.DataTable(id="table", data=df.to_dict("records"), page_size=10, sort_action="native", filter_action="native", style_table={"overflowX": "auto"})
dcc.Location(id="url", refresh=False)
dcc.Link("Home", href="/")
dcc.Tabs(id="tabs", value="tab-1", children=[dcc.Tab(label="Tab one", value="tab-1"),
dcc.Upload(id="upload-data", children=html.Div(["Drag and Drop or ", html.A("Select Files")]), multiple=True)
dcc.Download(id="download")
dcc.send_data_frame(df.to_csv, "data.csv")
dcc.DatePickerRange(id="date-range", start_date=
dcc.ConfirmDialog(
dcc.Loading(
dcc.Markdown("""
dcc.Checklist(["A", "B", "C"], ["A"], id="checklist", inline=True)
dcc.RadioItems(["Linear", "Log"], "Linear", id="radio", inline=True)
dcc.RangeSlider(min=0, max=10, step=1, value=[2, 8], id="range-slider", marks=None, tooltip={"placement": "bottom", "always_visible": True})
dcc.Slider(0, 20, 5, value=10, id="slider", marks={str(year): str(year) for year in df["year"].unique()}, step=None)
dcc.Textarea(id="textarea", value="", style={"width": "100%", "height": 200})
dcc.Dropdown(["New York City", "Montreal", "San Francisco"], "Montreal", id="dropdown", multi=True, clearable=False, placeholder="
dcc.Dropdown(id="dropdown", options=[{"label": i, "value": i} for i in options], value=
dcc.Input(id="input", type="number", placeholder="", debounce=True, min=0, max=100, step=1)
dcc.Interval(id="interval-component", interval=1000, n_intervals=0, disabled=True)
dcc.Store(id="store", storage_type="session", data={})
dcc.Graph(id="graph", figure=fig, config={"displayModeBar": False})
html.Table([html.Thead(html.Tr([html.Th(col) for col in df.columns])), html.Tbody([html.Tr([html.Td(
html.Ul([html.Li(item) for item in items])
html.Img(src=app.get_asset_url("logo.png"), alt="
html.A("Link", href="https://", target="_blank")
html.Label("Name", htmlFor="name")
html.Span(
html.Section(
html.Main(
html.Nav(
html.Pre(id="
html.Code(
html.Strong(
html.Hr(),
html.Br(),
html.H2("
html.H3("
style={"display": "flex", "flexDirection": "row", "justifyContent": "space-between", "alignItems": "center", "gap": "1rem"}
style={"width": "48%", "display": "inline-block", "float": "right", "padding": "20px", "margin": "10px", "backgroundColor": "#f8f9fa", "color": "white", "fontFamily": "sans-serif", "fontSize": "20px", "maxWidth": "600px", "border": "1px solid #ddd", "borderRadius": "5px", "textAlign": "center"}
Input({"type": "item", "index": ALL}, "n_clicks")
Output({"type": "output", "index": MATCH}, "children")
id={"type": "dynamic", "index":
if not ctx.triggered_id:
        raise PreventUpdate
    triggered_id = ctx.triggered_id
    if n_clicks is None:
        return no_update
    if ctx.triggered_id == "button":
    else:
        return dash.no_update,
    for i in range(10):
    try:
    except Exception as error:
        return f"Error: {error}"
class
    """Return the
async def
    return html.Div([html.H3(
    return [html.Li(
    return ", ".join(
    count = (n_clicks or 0) + 1
len(
round(
sum(
str(
int(
float(
isinstance(
enumerate(
sorted(
zip(
print(
    patched = Patch()
    patched["data"][0]["
app.clientside_callback(
background=True, running=[(Output("button", "disabled"), True, False)], progress=
prevent_initial_call=True,
@app.callback(
    [Output("output-graph", "figure"), Output("output-text", "children")],
    [Input("dropdown-selection", "value"), Input("graph", "hoverData"), Input("graph", "clickData"), Input("graph", "relayoutData"), Input("graph", "selectedData")],
    [State("input-state", "value")],
)
def update_output_div(input_value):
    return f"Output: {input_value}"
def update_figure(selected_value):
def update_graph(value):
def display_page(pathname):
def toggle_modal(n_open, n_close, is_open):
def render_content(tab):
@app.callback(Output("output", "style"), Input("input", "options"), State("store", "data"))
@callback(Output("graph", "figure"), Input("dropdown", "value"))
@callback(
    Output("output", "children"),
    Input("submit-button", "n_clicks"),
    State("input", "value"),
    prevent_initial_call=True,
)
def update_output(n_clicks, value):
    if not n_clicks:
        raise PreventUpdate
    return f"The input value was {value!r} and the button has been clicked {n_clicks} times"


requirements.txt pyproject.toml README.md __init__.py index.py main.py utils.py data.py layout.py callbacks.py components/ pages/home.py pages/about.py pages/__init__.py assets/style.css assets/custom.js assets/favicon.ico data/data.csv data.json .csv {"n_clicks":1} app.py

from dash import Dash, dcc, html, Input, Output, State, callback
import plotly.express as px

app = Dash()

app.layout = [
    html.H1(children="Title of Dash App", style={"textAlign": "center"}),
"""A counter: the smallest app with a callback."""

from dash import Dash, Input, Output, State, callback, ctx, dcc, html

app = Dash(__name__, title="Hello")

app.layout = html.Div(
    [
        html.H1("Hello Dash", className="title", style={"textAlign": "center"}),
        html.P("Dash: A web application framework for your data.", className="lead"),
        html.Div(id="output", className="row"),
        html.Div(
            [
                html.Label("Your name"),
                dcc.Input(id="name", value="world", type="text"),
                dcc.Dropdown(["Red", "Green", "Blue"], "Red", id="dropdown"),
                dcc.Slider(id="slider", min=0, max=10, step=1, value=5),
                html.Button("Click me", id="button", n_clicks=0),
            ],
            className="container",
            style={"padding": 10, "flex": 1},
        ),
        dcc.Graph(id="graph"),
        html.Div(id="result"),
        html.P(id="greeting", className="lead"),
    ]
)


@callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    return f"Hello, {name}!"


@callback(
    Output("output", "children"),
    Input("name", "value"),
    Input("button", "n_clicks"),
)
def update(name, n_clicks):
    if not n_clicks:
        return f"Hello, {name}!"
    return f"Hello, {name}! You have clicked {n_clicks} times."


if __name__ == "__main__":
    app.run(debug=True)
'''
DICTIONARY = _TEXT.encode("ascii")
