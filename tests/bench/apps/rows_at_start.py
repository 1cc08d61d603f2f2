"""A layout of N rows, each a Div with an Input."""

from dash import Dash, dcc, html

N = 1000  # PARAMETER

app = Dash(__name__)
app.layout = html.Div([html.Div(dcc.Input(value=f"row {i}")) for i in range(N)], id="rows")

if __name__ == "__main__":
    app.run()
