"""Remember slow results

`functools.lru_cache` keeps what a function has returned. The first visit to a
planet takes a second and a half, each further one no time at all.
"""

import functools
import time

from dash import Dash, Input, Output, callback, dcc, html

GRAVITY = {"Mercury": 0.38, "Venus": 0.91, "Mars": 0.38, "Jupiter": 2.53, "Saturn": 1.07}

app = Dash(__name__, title="Remember slow results")

app.layout = html.Main(
    [
        html.H1("A kilo of apples"),
        html.P("Weigh it somewhere else. Then go back there.", className="lead"),
        dcc.RadioItems(list(GRAVITY), id="planet", inline=True),
        dcc.Loading(html.Div("Choose a planet", id="weight", className="weight")),
        html.Div(
            [
                html.Div([html.Strong(id="seconds"), "seconds"]),
                html.Div([html.Strong(id="misses"), "computed"]),
                html.Div([html.Strong(id="hits"), "remembered"]),
            ],
            className="facts",
        ),
    ]
)


@functools.lru_cache(maxsize=32)
def weigh(planet):
    time.sleep(1.5)  # a long computation, or a scale that is far away
    return f"{GRAVITY[planet]:.2f} kg on {planet}"


@callback(
    Output("weight", "children"),
    Output("seconds", "children"),
    Output("misses", "children"),
    Output("hits", "children"),
    Input("planet", "value"),
    prevent_initial_call=True,
)
def show(planet):
    started = time.perf_counter()
    weight = weigh(planet)
    seconds = time.perf_counter() - started
    cache = weigh.cache_info()
    return weight, f"{seconds:.1f}", cache.misses, cache.hits


if __name__ == "__main__":
    app.run()
