"""Setting properties directly.

The document shows this with a grid and a modal of two other libraries; here a RadioItems
selects the row, and a `html.Dialog` is the modal.
"""

from dash import Dash, Input, callback, ctx, dcc, html, set_props

app = Dash(__name__)

row_data = [
    {"make": "Toyota", "model": "Celica", "price": 35000},
    {"make": "Ford", "model": "Mondeo", "price": 32000},
    {"make": "Porsche", "model": "Boxster", "price": 72000},
]

app.layout = html.Div(
    [
        dcc.RadioItems(
            id="setprops-row-selection-popup",
            options=[{"label": row["make"], "value": n} for n, row in enumerate(row_data)],
        ),
        html.Dialog(
            [
                html.H2("More information about selected row"),
                html.P(id="setprops-row-selection-modal-content"),
                html.Button("Close", id="setprops-row-selection-modal-close"),
            ],
            id="setprops-row-selection-modal",
            open=False,
        ),
    ]
)


@callback(
    Input("setprops-row-selection-popup", "value"),
    Input("setprops-row-selection-modal-close", "n_clicks"),
    prevent_initial_call=True,
)
def open_modal(selection, _):
    if ctx.triggered_id == "setprops-row-selection-modal-close":
        # Close the modal
        set_props("setprops-row-selection-modal", {"open": False})
    elif ctx.triggered_id == "setprops-row-selection-popup" and selection is not None:
        # Open the modal and display the selected row content
        row = row_data[selection]
        content_to_display = "You selected {} (model {} and price {})".format(
            row["make"], row["model"], row["price"]
        )
        set_props("setprops-row-selection-modal", {"open": True})
        set_props("setprops-row-selection-modal-content", {"children": content_to_display})


if __name__ == "__main__":
    app.run(debug=True)
