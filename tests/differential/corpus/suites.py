"""Component libraries of other people: dash-bootstrap-components and dash-ag-grid."""

from dash import Dash, Input, Output, State, ctx, html, set_props

from tests.differential.case import case
from tests.differential.gestures import Appears, Click, ClickText, Keys, Script, Shows
from tests.differential.recorder import callback

CLOSE = Script("document.getElementById('close').click()")
"""A modal hangs below the body, where gestures do not look."""
OPENED = Appears("#grid input:focus")
EDIT = Script("dash_ag_grid.getApi('grid').startEditingCell({rowIndex: 1, colKey: 'n'})")


@case(
    "E1 E2",
    Shows("grid", "Ford"),
    (EDIT, OPENED, Keys(("7", "Enter")), Shows("edited", "7 of 8")),
    (EDIT, OPENED, Keys(("8", "Enter")), Shows("edited", "8 of 9")),
    fresh=True,
)
def an_edit_of_a_cell_is_seen_by_state_and_triggers_no_reader_of_the_rows() -> None:
    import dash_ag_grid as dag

    app = Dash(__name__)
    app.layout = html.Div(
        [
            dag.AgGrid(
                id="grid",
                rowData=[{"make": "Toyota", "n": 1}, {"make": "Ford", "n": 2}],
                columnDefs=[{"field": "make"}, {"field": "n", "editable": True}],
                dashGridOptions={"animateRows": False},
            ),
            html.P(id="edited"),
            html.P(id="rows"),
        ]
    )

    @callback(
        Output("edited", "children"),
        Input("grid", "cellValueChanged"),
        State("grid", "rowData"),
        prevent_initial_call=True,
    )
    def edited(changes, rows):
        return f"{changes[0]['value']} of {sum(row['n'] for row in rows)}"

    @callback(Output("rows", "children"), Input("grid", "rowData"))
    def rows(rows):
        return str(rows)


# What the grid tells screen readers stays for a moment only.
SILENT = Script("""document.head.append(Object.assign(document.createElement('style'),
  { textContent: '.ag-aria-description-container { display: none }' }))""")


@case("J1 J2", SILENT, Shows("grid", "Ford"), ClickText("grid", "Ford"), CLOSE, fresh=True)
def a_selected_row_opens_a_modal() -> None:
    import dash_ag_grid as dag
    import dash_bootstrap_components as dbc

    app = Dash(__name__)
    app.layout = html.Div(
        [
            dag.AgGrid(
                id="grid",
                rowData=[{"make": "Toyota"}, {"make": "Ford"}],
                columnDefs=[{"field": "make"}],
                dashGridOptions={
                    "animateRows": False,
                    "rowSelection": {"mode": "singleRow", "enableClickSelection": True},
                },
            ),
            dbc.Modal(
                [dbc.ModalBody(id="body"), dbc.Button("Close", id="close")],
                id="modal",
                fade=False,
            ),
        ]
    )

    @callback(Input("grid", "selectedRows"), Input("close", "n_clicks"), prevent_initial_call=True)
    def show(rows, _):
        opened = ctx.triggered_id == "grid" and bool(rows)
        set_props("modal", {"is_open": opened})
        if opened:
            set_props("body", {"children": rows[0]["make"]})


@case(
    "F1 E2", Click("rename"), Click("inner"), ClickText("tabs", "Two"), Click("label"), fresh=True
)
def components_in_props_of_bootstrap_components_are_part_of_the_layout() -> None:
    import dash_bootstrap_components as dbc

    app = Dash(__name__)
    app.layout = html.Div(
        [
            dbc.Accordion(
                [
                    dbc.AccordionItem("a", title=html.Span("A", id="title"), item_id="a"),
                    dbc.AccordionItem(html.Button("b", id="inner"), title="B", item_id="b"),
                ],
                id="accordion",
                active_item="b",
            ),
            dbc.Tabs(
                [dbc.Tab("1", label="One", tab_id="one"), dbc.Tab("2", label="Two", tab_id="two")],
                id="tabs",
                active_tab="one",
            ),
            dbc.RadioItems(
                [{"label": html.B("bold", id="label"), "value": 1}, {"label": "no", "value": 2}],
                id="radio",
            ),
            html.Button("rename", id="rename"),
            html.P(id="out"),
        ]
    )

    @callback(
        Output("title", "children"),
        Output("label", "children"),
        Input("rename", "n_clicks"),
        prevent_initial_call=True,
    )
    def rename(clicks):
        return f"A{clicks}", f"bold{clicks}"

    @callback(
        Output("out", "children"),
        Input("accordion", "active_item"),
        Input("tabs", "active_tab"),
        Input("radio", "value"),
        Input("inner", "n_clicks"),
        Input("title", "children"),
    )
    def tell(*values):
        return str(values)
