"""A callback that fills a DataTable with N rows, of which it shows a page."""

from dash import Dash, Input, Output, callback, dash_table, html

N = 10000  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [
        html.Button("go", id="go", n_clicks=0),
        html.Div(dash_table.DataTable(id="table", page_size=20), id="out"),
    ]
)


@callback(
    Output("table", "data"),
    Output("table", "columns"),
    Input("go", "n_clicks"),
    prevent_initial_call=True,
)
def fill(clicks):
    rows = [
        {"row": f"row {i} of {clicks}", "a": i, "b": i * clicks, "c": i / 7, "d": "text"}
        for i in range(N)
    ]
    return rows, [{"name": name, "id": name} for name in rows[0]]


if __name__ == "__main__":
    app.run()
