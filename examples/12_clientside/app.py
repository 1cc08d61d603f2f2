"""Clientside callbacks

Callbacks can be written in JavaScript, in the app or in a file of its assets.
They are links of the same chain: Morse code is made in JavaScript, and timed in
Python.
"""

from dash import ClientsideFunction, Dash, Input, Output, callback, clientside_callback, dcc, html

app = Dash(__name__, title="Clientside callbacks")

app.layout = html.Main(
    [
        html.H1("Morse code"),
        html.P("Each letter is coded as you type.", className="lead"),
        dcc.Input(id="text", value="Hello, world", autoComplete="off"),
        html.Div(id="morse", className="morse"),
        html.Div(
            [html.Output(id="words"), html.Output(id="seconds")],
            className="row spread",
        ),
    ]
)

clientside_callback(
    """
    text => {
        const words = (text ?? "").split(/\\s+/).filter(Boolean).length;
        return words === 1 ? "1 word" : `${words} words`;
    }
    """,
    Output("words", "children"),
    Input("text", "value"),
)

clientside_callback(
    ClientsideFunction("morse", "encode"),
    Output("morse", "children"),
    Input("text", "value"),
)


@callback(Output("seconds", "children"), Input("morse", "children"))
def time_to_send(morse):
    """A dash takes as long as three dots, which last 60 ms each."""
    units = {"·": 2, "─": 4, " ": 2, "/": 0}
    return f"{sum(units[sign] for sign in morse) * 0.06:.1f} s to send"


if __name__ == "__main__":
    app.run()
