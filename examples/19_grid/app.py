"""Grid and cards

Two libraries of other people: a grid whose cells can be edited, and Bootstrap's
cards, switches and dialogs. What is typed into the grid is added up in Python.
"""

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, State, callback, html, set_props

STOCK = [
    {"item": "Kettle", "price": 39, "count": 4},
    {"item": "Lamp", "price": 58, "count": 2},
    {"item": "Chair", "price": 85, "count": 6},
    {"item": "Bookshelf", "price": 140, "count": 1},
    {"item": "Blanket", "price": 45, "count": 3},
]
FEW = 3

app = Dash(__name__, title="Grid and cards", external_stylesheets=[dbc.themes.BOOTSTRAP])


def card(id, label):
    body = [html.Div(id=id, className="fs-3"), html.Small(label, className="text-secondary")]
    return dbc.Col(dbc.Card(dbc.CardBody(body)))


app.layout = html.Main(
    [
        html.H1("The stock"),
        html.P("Double-click a count to change it, click an item to see more.", className="lead"),
        dbc.Row([card("pieces", "pieces"), card("worth", "worth"), card("short", "to order")]),
        dbc.Switch(id="only", label="Only what has to be ordered", className="my-3"),
        dag.AgGrid(
            id="stock",
            rowData=STOCK,
            columnDefs=[
                {"field": "item"},
                {"field": "price", "valueFormatter": {"function": "'€ ' + params.value"}},
                {"field": "count", "editable": True, "filter": "agNumberColumnFilter"},
            ],
            defaultColDef={"flex": 1, "suppressHeaderFilterButton": True},
            dashGridOptions={"domLayout": "autoHeight", "animateRows": False},
            style={"height": None},
        ),
        dbc.Modal([dbc.ModalHeader(html.B(id="name")), dbc.ModalBody(id="more")], id="dialog"),
    ]
)


@callback(
    Output("pieces", "children"),
    Output("worth", "children"),
    Output("short", "children"),
    Input("stock", "cellValueChanged"),
    State("stock", "rowData"),
)
def add_up(_, rows):
    worth = sum(row["price"] * row["count"] for row in rows)
    short = sum(row["count"] < FEW for row in rows)
    return sum(row["count"] for row in rows), f"€ {worth:,}", short


@callback(Output("stock", "filterModel"), Input("only", "value"), prevent_initial_call=True)
def show_only(only):
    few = {"filterType": "number", "type": "lessThan", "filter": FEW}
    return {"count": few} if only else {}


@callback(Input("stock", "cellClicked"), State("stock", "rowData"), prevent_initial_call=True)
def show(cell, rows):
    if cell["colId"] == "item":
        row = next(row for row in rows if row["item"] == cell["value"])
        set_props("dialog", {"is_open": True})
        set_props("name", {"children": row["item"]})
        set_props("more", {"children": f"{row['count']} in stock, € {row['price']} each"})


if __name__ == "__main__":
    app.run()
