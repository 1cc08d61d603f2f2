"""Async callbacks

A callback may be `async`, and then wait for several things at once: three
answers take as long as the slowest, not as long as all of them. (On a Dash
server this needs `dash[async]`.)
"""

import asyncio
import time

from dash import Dash, Input, Output, callback, html

COURIERS = {"Bicycle": 0.8, "Tram": 1.2, "Ferry": 1.6}

app = Dash(__name__, title="Async callbacks")


def trip(courier, seconds, state):
    bar = html.Div(f"{seconds:.1f} s", className=state, style={"width": f"{seconds * 50}%"})
    return html.Div([courier, bar])


app.layout = html.Main(
    [
        html.H1("Three couriers"),
        html.P("They set out together. How long until all are back?", className="lead"),
        html.Button("Send them", id="send"),
        html.Div(
            [trip(courier, seconds, "planned") for courier, seconds in COURIERS.items()],
            id="trips",
            className="trips",
        ),
        html.Output("Not on their way yet", id="total", className="value"),
    ]
)


async def deliver(courier, seconds):
    started = time.perf_counter()
    await asyncio.sleep(seconds)
    return courier, time.perf_counter() - started


@callback(
    Output("trips", "children"),
    Output("total", "children"),
    Input("send", "n_clicks"),
    running=[
        (Output("send", "disabled"), True, False),
        (Output("send", "children"), "On their way", "Send them"),
    ],
    prevent_initial_call=True,
)
async def send(clicks):
    started = time.perf_counter()
    trips = await asyncio.gather(*(deliver(*courier) for courier in COURIERS.items()))
    total = time.perf_counter() - started
    alone = sum(seconds for _, seconds in trips)
    return (
        [trip(courier, seconds, "done") for courier, seconds in trips],
        f"{total:.1f} s together; one after the other it would be {alone:.1f} s",
    )


if __name__ == "__main__":
    app.run()
