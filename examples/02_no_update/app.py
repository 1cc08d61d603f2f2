"""Update one output, not the other

`no_update` in the place of one output leaves that one alone. A prime number has
no factors to show: the error appears, and the factors found last stay where
they are.
"""

from dash import Dash, Input, Output, callback, dcc, html, no_update
from dash.exceptions import PreventUpdate

app = Dash(__name__, title="Prime factors")

app.layout = html.Main(
    [
        html.H1("Prime factors"),
        html.P("Enter a number, then press Enter. Try 360, then 97.", className="lead"),
        html.Div(
            [
                dcc.Input(id="number", type="number", value=360, min=2, step=1, debounce=True),
                html.Output(id="error", className="error"),
            ],
            className="row",
        ),
        html.Div(id="factors", className="factors"),
    ]
)


@callback(
    Output("factors", "children"),
    Output("error", "children"),
    Input("number", "value"),
)
def show_factors(number):
    if number is None:
        raise PreventUpdate
    factors = factorize(number)
    if len(factors) == 1:
        return no_update, f"{number} is prime"
    chips = [html.Span(factor, className="chip") for factor in factors]
    return [html.Span(number, className="chip whole"), "=", *chips], ""


def factorize(number):
    factors, divisor = [], 2
    while divisor * divisor <= number:
        while number % divisor == 0:
            factors.append(divisor)
            number //= divisor
        divisor += 1
    return [*factors, number] if number > 1 else factors


if __name__ == "__main__":
    app.run()
