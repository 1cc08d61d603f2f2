"""Circular callbacks

A property may be input and output of the same callback. So two components can
follow each other, whichever of them the user changes.
"""

from dash import Dash, Input, Output, callback, ctx, dcc, html

TOWNS = ["Oslo", "Porto", "Riga", "Turin"]

app = Dash(__name__, title="Circular callbacks")

app.layout = html.Main(
    [
        html.H1("Two of a kind"),
        html.P("Change either side; the other one follows.", className="lead"),
        html.H2("Temperature"),
        html.Div(
            [
                dcc.Input(id="celsius", type="number", value=20, step="any"),
                html.Label("°C =", htmlFor="celsius"),
                dcc.Input(id="fahrenheit", type="number", step="any"),
                html.Label("°F", htmlFor="fahrenheit"),
            ],
            className="row",
        ),
        html.H2("Volume"),
        html.Div(
            [
                dcc.Input(id="volume", type="number", value=3, min=0, max=20),
                html.Div(dcc.Slider(0, 20, 1, marks=None, id="slider"), className="wide"),
            ],
            className="row",
        ),
        html.H2("Towns"),
        dcc.Checklist(["All of them"], id="all", inline=True),
        dcc.Checklist(TOWNS, ["Porto"], id="towns", inline=True),
    ]
)


@callback(
    Output("celsius", "value"),
    Output("fahrenheit", "value"),
    Input("celsius", "value"),
    Input("fahrenheit", "value"),
)
def convert(celsius, fahrenheit):
    if ctx.triggered_id == "fahrenheit":
        return None if fahrenheit is None else round((fahrenheit - 32) * 5 / 9, 2), fahrenheit
    return celsius, None if celsius is None else round(celsius * 9 / 5 + 32, 2)


@callback(
    Output("volume", "value"),
    Output("slider", "value"),
    Input("volume", "value"),
    Input("slider", "value"),
)
def turn(volume, slider):
    value = slider if ctx.triggered_id == "slider" else volume
    return value, value


@callback(
    Output("towns", "value"), Output("all", "value"), Input("towns", "value"), Input("all", "value")
)
def choose(towns, everything):
    if ctx.triggered_id == "all":
        towns = TOWNS if everything else []
    return towns, ["All of them"] if set(towns) == set(TOWNS) else []


if __name__ == "__main__":
    app.run()
