"""Q9: what users do to a table, and what the table tells."""

from dash import Dash, Input, Output, State, dash_table, html

from tests.differential.case import case
from tests.differential.gestures import Appears, Fill, Keys, Markup, On, Saves
from tests.differential.recorder import callback

CELL = "#q-table td[data-dash-row='{}'][data-dash-column={}]"


@case(
    "Q9",
    (On(CELL.format(0, "name")), Keys(("x", "y", "Enter"))),
    On("#q-table .next-page"),
    On("#q-table th[data-dash-column=n] .column-header--sort"),
    On("#q-table .previous-page"),
    (On("#q-table th[data-dash-column=n].dash-filter input", "> 2"), Keys(("Enter",))),
    (On("#q-table td.dash-select-cell input"), Appears(CELL.format(0, "n"))),
    On("#q-table td.dash-delete-cell"),
    Markup("#q-table"),
)
def a_table_edits_pages_sorts_filters_selects_and_deletes() -> None:
    app = Dash(__name__)
    money = dash_table.FormatTemplate.money(1)
    app.layout = html.Div(
        [
            dash_table.DataTable(
                [{"name": f"row {n}", "n": n, "id": f"id-{n}"} for n in (3, 1, 4, 2, 5)],
                [
                    {"name": "Name", "id": "name"},
                    {"name": "N", "id": "n", "type": "numeric", "format": money},
                ],
                id="q-table",
                editable=True,
                page_size=3,
                sort_action="native",
                filter_action="native",
                row_selectable="multi",
                row_deletable=True,
                style_data_conditional=[{"if": {"filter_query": "{n} > 3"}, "color": "red"}],
                tooltip_header={"name": "the name"},
            ),
            html.P(id="q-derived"),
            html.P(id="q-edited"),
        ]
    )

    @callback(
        Output("q-derived", "children"),
        Input("q-table", "derived_viewport_data"),
        Input("q-table", "derived_virtual_selected_row_ids"),
        State("q-table", "page_current"),
        State("q-table", "sort_by"),
        State("q-table", "filter_query"),
    )
    def derived(*values):
        return str(values)

    @callback(
        Output("q-edited", "children"),
        Input("q-table", "data"),
        Input("q-table", "data_previous"),
        prevent_initial_call=True,
    )
    def edited(data, previous):
        return f"{len(previous)} -> {len(data)}"


@case(
    "Q9",
    On("#q-custom .next-page"),
    On("#q-custom th[data-dash-column=n] .column-header--sort"),
    (Fill("q-custom-size", "3"),),
    Saves("#q-custom-export"),
)
def a_callback_pages_and_sorts_a_table() -> None:
    from dash import dcc

    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Input(2, id="q-custom-size", type="number"),
            dash_table.DataTable(
                columns=[{"name": "N", "id": "n"}, {"name": "Square", "id": "square"}],
                id="q-custom",
                page_action="custom",
                page_current=0,
                page_size=2,
                sort_action="custom",
                sort_by=[],
            ),
            html.Button("csv", id="q-custom-export"),
            dcc.Download(id="q-custom-file"),
        ]
    )
    rows = [{"n": n, "square": n * n} for n in (3, 1, 2, 5, 4, 6, 7)]

    @callback(
        Output("q-custom", "data"),
        Output("q-custom", "page_count"),
        Output("q-custom", "page_size"),
        Input("q-custom", "page_current"),
        Input("q-custom", "sort_by"),
        Input("q-custom-size", "value"),
    )
    def page(current, sort_by, size):
        chosen = list(rows)
        for sort in reversed(sort_by):
            chosen.sort(key=lambda row: row[sort["column_id"]], reverse=sort["direction"] == "desc")
        return chosen[current * size : (current + 1) * size], -(-len(rows) // size), size

    @callback(
        Output("q-custom-file", "data"),
        Input("q-custom-export", "n_clicks"),
        State("q-custom", "data"),
        prevent_initial_call=True,
    )
    def export(clicks, data):
        return dcc.send_string("\n".join(str(row["n"]) for row in data), "rows.csv")


@case("Q9", (Appears("#q-export .export"), Saves("#q-export .export")))
def a_table_exports_its_data() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Div(
                dash_table.DataTable(
                    [{"a": 1, "b": "ü, x"}, {"a": 2, "b": 'quoted "q"'}],
                    [{"name": "A", "id": "a"}, {"name": "B", "id": "b"}],
                    id="q-export",
                    export_format="csv",
                    export_headers="display",
                    dropdown={"b": {"options": [{"label": "x", "value": "x"}]}},
                )
            ),
        ]
    )
