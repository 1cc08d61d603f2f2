"""R4-R6: what users change stays changed."""

from dash import Dash, Input, Output, State, dash_table, dcc, html, set_props

from tests.differential.case import case
from tests.differential.gestures import Click, ClickText, Fill, On, Press, Reload, Script
from tests.differential.recorder import callback

STORED = """
    const entries = (storage) => Object.fromEntries(Object.entries(storage)
      .filter(([key]) => key.startsWith('_dash_persistence.p')).sort());
    document.title = JSON.stringify([entries(localStorage), entries(sessionStorage)]);
"""
"""Shows in the title, which every trace has, what the browser has stored for this case."""


@case(
    "R4 R6 D1",
    (Fill("p-local", "typed"), Fill("p-session", "typed"), Fill("p-memory", "typed")),
    (Fill({"type": "p", "n": 1}, "typed"), Fill("p-off", "typed"), Fill("p-text", "typed")),
    ClickText("p-check", "b"),
    ClickText("p-radio", "b"),
    Click("p-tab-b"),
    (Fill("p-date", "02/03/2020"), Press("p-date", "Enter")),
    Script(STORED),
    Reload(),
    Script(STORED),
)
def edits_are_stored_and_come_back_before_the_initial_calls() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Input("original", id="p-local", persistence=True),
            dcc.Input("original", id="p-session", persistence="s", persistence_type="session"),
            dcc.Input("original", id="p-memory", persistence=1, persistence_type="memory"),
            dcc.Input("original", id={"type": "p", "n": 1}, persistence=True),
            dcc.Input("original", id="p-off"),
            dcc.Textarea(id="p-text", persistence=True),
            dcc.Checklist(["a", "b"], ["a"], id="p-check", persistence=True),
            dcc.RadioItems(["a", "b"], "a", id="p-radio", persistence="key"),
            dcc.Tabs(
                [dcc.Tab("A", value="a", id="p-tab-a"), dcc.Tab("B", value="b", id="p-tab-b")],
                id="p-tabs",
                value="a",
                persistence=True,
            ),
            dcc.DatePickerSingle(id="p-date", date="2020-01-01", persistence=True),
            html.P(id="p-out"),
        ]
    )

    @callback(
        Output("p-out", "children"),
        Input("p-local", "value"),
        Input("p-session", "value"),
        State("p-memory", "value"),
        State({"type": "p", "n": 1}, "value"),
        State("p-check", "value"),
        State("p-tabs", "value"),
        State("p-date", "date"),
    )
    def show(*values):
        return str(values)


@case(
    "R4 R5 F9",
    Fill("p-in", "typed"),
    Script(STORED),
    Click("p-same"),
    Click("p-output"),
    Script(STORED),
    Click("p-side"),
    Script(STORED),
    Reload(),
    Click("p-key"),
    Fill("p-in", "under two"),
    Script(STORED),
    Click("p-key"),
    Click("p-key"),
    Script(STORED),
    Click("p-off"),
    Fill("p-in", "not kept"),
    Script(STORED),
)
def callbacks_change_persisted_props_and_persistence_itself() -> None:
    app = Dash(__name__)
    buttons = ("p-same", "p-output", "p-side", "p-key", "p-off")
    app.layout = html.Div(
        [
            *[html.Button(name, id=name) for name in buttons],
            dcc.Input("original", id="p-in", persistence="one"),
            html.P(id="p-seen"),
        ]
    )

    @callback(
        Output("p-in", "value"),
        Input("p-same", "n_clicks"),
        Input("p-output", "n_clicks"),
        State("p-in", "value"),
        prevent_initial_call=True,
    )
    def output(same, other, value):
        return value if other is None else "from a callback"

    @callback(Input("p-side", "n_clicks"), prevent_initial_call=True)
    def side(clicks):
        set_props("p-in", {"value": "set beside"})

    @callback(Output("p-in", "persistence"), Input("p-key", "n_clicks"), prevent_initial_call=True)
    def key(clicks):
        return "two" if clicks % 2 else "one"

    @callback(
        Output("p-in", "persistence", allow_duplicate=True),
        Input("p-off", "n_clicks"),
        prevent_initial_call=True,
    )
    def off(clicks):
        return False

    @callback(Output("p-seen", "children"), Input("p-in", "value"))
    def seen(value):
        return f"seen {value}"


@case("R4 F2", Click("p-insert"), Fill("p-new", "typed"), Click("p-insert"), Click("p-insert"))
def stored_values_apply_to_content_that_a_callback_inserts() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [html.Button("insert", id="p-insert"), html.Div(id="p-box"), html.P(id="p-outside")]
    )

    @callback(Output("p-box", "children"), Input("p-insert", "n_clicks"), prevent_initial_call=True)
    def insert(clicks):
        value = "original" if clicks < 3 else "another"
        return html.Div([html.B(clicks), dcc.Input(value, id="p-new", persistence="new")])

    @callback(Output("p-outside", "children"), Input("p-new", "value"))
    def outside(value):
        return f"outside {value}"


@case(
    "R4",
    On("#p-table th.column-header--selectable input, #p-table th input[type=checkbox]"),
    On("#p-table .column-header--edit"),
    On("#p-table tr:nth-child(3) td.dash-select-cell input"),
    On("#p-table .column-header--sort"),
    Script(STORED),
    Reload(),
)
def a_table_keeps_what_its_users_arranged() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dash_table.DataTable(
                [{"a": n, "b": 9 - n} for n in range(9)],
                [
                    {"name": "A", "id": "a", "selectable": True, "hideable": True},
                    {"name": "B", "id": "b", "selectable": True, "renamable": True},
                ],
                id="p-table",
                page_size=4,
                row_selectable="multi",
                column_selectable="multi",
                sort_action="native",
                filter_action="native",
                persistence=True,
            ),
            html.P(id="p-table-out"),
        ]
    )

    @callback(
        Output("p-table-out", "children"),
        Input("p-table", "selected_rows"),
        Input("p-table", "sort_by"),
        Input("p-table", "selected_columns"),
        Input("p-table", "columns"),
    )
    def show(*values):
        return str(values)
