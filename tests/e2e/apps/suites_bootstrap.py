"""dash-bootstrap-components and dash-ag-grid, and two libraries that come later."""

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, callback, dash_table, html

app = Dash(__name__)

app.layout = html.Div(
    [
        dbc.Tabs(
            [
                dbc.Tab("One's content", label="One", tab_id="one"),
                dbc.Tab("Two's content", label="Two", tab_id="two"),
            ],
            id="tabs",
        ),
        dbc.Accordion(
            [
                dbc.AccordionItem(
                    "a", title=html.Span("A", id="title"), item_id="first", id="item-a"
                ),
                dbc.AccordionItem("b", title="B", item_id="second"),
            ],
            id="accordion",
        ),
        dbc.Select(["x", "y"], "x", id="select"),
        dbc.RadioItems(
            [{"label": html.B("bold", id="label"), "value": 1}, {"label": "plain", "value": 2}],
            id="radio",
        ),
        dbc.Button("Rename", id="rename"),
        dag.AgGrid(
            id="grid",
            rowData=[{"make": "Toyota", "price": 35000}, {"make": "Ford", "price": 32000}],
            columnDefs=[{"field": "make"}, {"field": "price", "editable": True}],
            dashGridOptions={"animateRows": False},
        ),
        html.Div(id="table-place"),
        html.Div(id="gauge-place"),
        *(html.P(id=f"{name}-out") for name in ("tabs", "accordion", "select", "radio", "grid")),
    ]
)


def show(name, prop):
    @callback(Output(f"{name}-out", "children"), Input(name, prop))
    def shown(value):
        return str(value)


show("tabs", "active_tab")
show("accordion", "active_item")
show("select", "value")
show("radio", "value")


@callback(Output("grid-out", "children"), Input("grid", "cellValueChanged"))
def edited(changes):
    return [f"{c['oldValue']} -> {c['value']} in {c['colId']}" for c in changes or []]


@callback(
    Output("title", "children"),
    Output("label", "children"),
    Output("table-place", "children"),
    Output("gauge-place", "children"),
    Input("rename", "n_clicks"),
    prevent_initial_call=True,
)
def rename(_):
    import dash_daq as daq

    table = dash_table.DataTable([{"a": 1}], id="table")
    return "A, renamed", "bolder", table, daq.LEDDisplay(value="4.2", id="led")
