"""Q7-Q9: components that a user drives with the mouse, in more than one step."""

from dash import Dash, Input, Output, dash_table, dcc, html

from tests.differential.case import case
from tests.differential.gestures import (
    Appears,
    Click,
    ClickText,
    Fill,
    Hover,
    Keys,
    Locate,
    Markup,
    On,
    Press,
    SavesWorkbook,
    Script,
    Shows,
)
from tests.differential.recorder import callback

DAY = ".dash-datepicker-calendar-date-inside:has-text('{}')"


@case(
    "Q8",
    # The text of a moment changes with each visit.
    Script("Date.prototype.toLocaleString = () => 'then'"),
    (Locate(48.5, 2.25), Click("w-locate"), Shows("w-position", "48.5 2.25 5 then")),
    (Locate(-33, 151), Click("w-again"), Shows("w-position", "-33 151 5 then")),
    (Click("w-tip-button"), Appears(".dcc-tooltip-bounding-box")),
    Click("w-tip-button"),
    (Click("w-dates"), Appears(DAY.format(14)), On(DAY.format(14))),
    On(DAY.format(20)),
    Keys(("Escape",)),
    (On(".dash-datepicker-clear"),),
    # The calendar takes the focus for a moment when it opens.
    (Click("w-dates"), Appears(DAY.format(14))),
    # At once: letters that come faster than the field draws may change places, in Dash too.
    (Fill("w-dates", "2024-05-03"), Press("w-dates", "Enter")),
)
def places_tooltips_and_dates_follow_the_user() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [
            *[html.Button(name, id=f"w-{name}") for name in ("locate", "again", "tip-button")],
            html.Div(id="w-place"),
            html.P(id="w-position"),
            dcc.Tooltip(html.B("tip"), id="w-tip", direction="bottom"),
            dcc.DatePickerRange(
                "2024-05-02",
                "2024-05-09",
                id="w-dates",
                initial_visible_month="2024-05-01",
                min_date_allowed="2024-04-10",
                clearable=True,
                minimum_nights=2,
            ),
            html.P(id="w-range"),
        ]
    )

    @callback(
        Output("w-place", "children"), Input("w-locate", "n_clicks"), prevent_initial_call=True
    )
    def locate(clicks):
        return dcc.Geolocation(id="w-geolocation", high_accuracy=True)

    @callback(
        Output("w-geolocation", "update_now"),
        Input("w-again", "n_clicks"),
        prevent_initial_call=True,
    )
    def again(clicks):
        return True

    @callback(
        Output("w-position", "children"),
        Input("w-geolocation", "position"),
        Input("w-geolocation", "local_date"),
        Input("w-geolocation", "position_error"),
        prevent_initial_call=True,
    )
    def position(at, date, error):
        return f"{at['lat']} {at['lon']} {at['accuracy']} {date}" if at else str(error)

    @callback(
        Output("w-tip", "show"),
        Output("w-tip", "bbox"),
        Input("w-tip-button", "n_clicks"),
        prevent_initial_call=True,
    )
    def tip(clicks):
        return clicks % 2 == 1, {"x0": 40, "x1": 50, "y0": 40, "y1": 50}

    @callback(
        Output("w-range", "children"), Input("w-dates", "start_date"), Input("w-dates", "end_date")
    )
    def dates(start, end):
        return f"{start} {end}"


COUNT = "console.log('@@js ' + document.querySelectorAll('{}').length)"


@case(
    "Q7 Q8",
    (Appears("#w-text mjx-container"), Appears("#w-text .hljs-keyword")),
    Script(COUNT.format("#w-text mjx-container")),
    Script(COUNT.format("#w-text .hljs-keyword")),
    (Click("w-write"), Appears("#w-text .hljs-tag"), Appears("#w-text mjx-container")),
    Script(COUNT.format("#w-text mjx-container")),
    ClickText("w-tabs", "Inner B"),
    ClickText("w-tabs", "Second"),
    ClickText("w-tabs", "First"),
    Markup("#w-tabs > *"),
)
def markdown_is_typeset_and_tabs_stand_in_tabs() -> None:
    app = Dash(__name__)
    inner = dcc.Tabs(
        [dcc.Tab(html.P("a"), label="Inner A"), dcc.Tab(html.P("b"), label="Inner B")],
        id="w-inner",
    )
    app.layout = html.Div(
        [
            html.Button("write", id="w-write"),
            dcc.Markdown(
                "```python\ndef f():\n    return 1\n```\n\nInline $a^2$ and **bold**.",
                id="w-text",
                mathjax=True,
            ),
            html.Div(
                dcc.Tabs(
                    [
                        dcc.Tab(inner, label="First", value="first"),
                        dcc.Tab(html.I("second"), label="Second", value="second"),
                        dcc.Tab("never", label="Third", value="third", disabled=True),
                    ],
                    id="w-outer",
                    vertical=True,
                ),
                id="w-tabs",
            ),
            html.P(id="w-chosen"),
        ]
    )

    @callback(Output("w-text", "children"), Input("w-write", "n_clicks"), prevent_initial_call=True)
    def write(clicks):
        return "$$\n\\int x\\,dx\n$$\n\n```html\n<b>x</b>\n```"

    @callback(Output("w-chosen", "children"), Input("w-outer", "value"), Input("w-inner", "value"))
    def chosen(outer, inner):
        return f"{outer} {inner}"


CELL = "#w-table td[data-dash-row='{}'][data-dash-column={}]"


@case(
    "Q9",
    (
        On(CELL.format(1, "city") + " .Select-arrow-zone"),
        Appears(".Select-menu-outer"),
        On(".Select-menu-outer >> text=Rome"),
    ),
    (Hover(CELL.format(0, "a")), Appears(".dash-tooltip:has-text('first cell')")),
    SavesWorkbook("#w-table .export"),
    On("#w-table td.dash-delete-cell"),
    On("#w-table .column-header--hide"),
    (
        On("#w-table .show-hide"),
        On(".show-hide-menu-item input"),
        On("#w-table .show-hide"),
    ),
    On("#w-table .column-header--delete"),
)
def a_table_offers_choices_tooltips_a_workbook_and_loses_columns() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dash_table.DataTable(
                [{"a": 1.5, "b": "x", "city": "rome"}, {"a": 2, "b": "ü", "city": "paris"}],
                [
                    {"name": "A", "id": "a", "type": "numeric", "deletable": True},
                    {"name": ["B", "sub"], "id": "b", "hideable": True},
                    {"name": "City", "id": "city", "presentation": "dropdown"},
                ],
                id="w-table",
                editable=True,
                row_deletable=True,
                export_format="xlsx",
                export_headers="names",
                dropdown={
                    "city": {
                        "options": [
                            {"label": "Paris", "value": "paris"},
                            {"label": "Rome", "value": "rome"},
                        ]
                    }
                },
                tooltip_data=[{"a": {"value": "first **cell**", "type": "markdown"}}],
                tooltip_delay=0,
                tooltip_duration=None,
            ),
            html.P(id="w-seen"),
        ]
    )

    @callback(
        Output("w-seen", "children"),
        Input("w-table", "data"),
        Input("w-table", "columns"),
        Input("w-table", "hidden_columns"),
    )
    def seen(data, columns, hidden):
        return f"{data} {[column['id'] for column in columns]} {hidden}"
