"""dash-mantine-components, -leaflet, -cytoscape, -daq, -iconify and -extensions on one page."""

import dash_cytoscape as cyto
import dash_daq as daq
import dash_leaflet as dl
import dash_mantine_components as dmc
from dash import Dash, Input, Output, callback, html
from dash_extensions import EventListener, Keyboard
from dash_iconify import DashIconify

app = Dash(__name__)

nodes = [
    {"data": {"id": "one", "label": "Node 1"}, "position": {"x": 75, "y": 75}},
    {"data": {"id": "two", "label": "Node 2"}, "position": {"x": 200, "y": 150}},
    {"data": {"source": "one", "target": "two"}},
]

app.layout = dmc.MantineProvider(
    [
        dmc.Select(
            id="colour", data=["Red", "Green"], value="Red", label=html.B("Colour", id="label")
        ),
        dmc.DatePickerInput(id="date", value="2024-05-10"),
        dmc.Button("Go", id="go", leftSection=DashIconify(icon="mdi:home", id="icon")),
        daq.BooleanSwitch(id="switch", on=False),
        EventListener(
            html.Button("twice", id="twice"),
            id="listener",
            events=[{"event": "dblclick", "props": ["type", "detail"]}],
        ),
        Keyboard(id="keyboard", captureKeys=["F9"]),
        dl.Map(
            [dl.TileLayer(), dl.Marker(position=[56, 10], children=dl.Tooltip("here"))],
            id="map",
            center=[56, 10],
            zoom=6,
            style={"height": "180px"},
        ),
        cyto.Cytoscape(
            id="graph",
            elements=nodes,
            layout={"name": "preset"},
            style={"width": "300px", "height": "200px"},
            userZoomingEnabled=False,
            userPanningEnabled=False,
        ),
        *(
            html.P(id=f"{name}-out")
            for name in ("colour", "date", "go", "switch", "listener", "keyboard", "map", "graph")
        ),
        html.P(id="longitude"),
    ]
)


def show(name, prop, what=str):
    @callback(Output(f"{name}-out", "children"), Input(name, prop))
    def shown(value):
        return what(value)


show("colour", "value")
show("date", "value")
show("switch", "on")
show("listener", "event")
show("keyboard", "keydown", lambda event: (event or {}).get("key"))
show("map", "clickData", lambda click: click and f"{click['latlng']['lat']:.1f}")
show("graph", "tapNodeData", lambda node: (node or {}).get("label"))


@callback(Output("go-out", "children"), Output("label", "children"), Input("go", "n_clicks"))
def go(clicks):
    return f"gone {clicks}", "Colour, renamed" if clicks else "Colour"


@callback(Output("longitude", "children"), Input("map", "center"))
def moved(center):
    return f"{center['lng']:.1f}" if isinstance(center, dict) else "as given"
