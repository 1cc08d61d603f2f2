"""Every component of dcc, html and dash_table on one page: the same elements as in Dash."""

from dash import Dash, dash_table, dcc, html

from tests.differential.case import case
from tests.differential.gestures import Appears, Markup


@case("F1 Q4 Q7", (Appears(".dash-slider-root"), Appears("#m-table td"), Markup(".all")))
def all_components_make_the_elements_that_they_make_in_dash() -> None:
    app = Dash(__name__)
    options = [
        {"label": "One", "value": 1, "title": "first"},
        {"label": html.B("Two"), "value": "2", "disabled": True},
    ]
    markdown = (
        "# Head\n\n*some* **text** with `code`\n\n- a\n- b\n\n[link](https://dash.plotly.com)"
    )
    core = [
        dcc.Button("Button", id="m-button"),
        dcc.Checklist(options, [1], id="m-checklist", inline=True, labelStyle={"color": "red"}),
        dcc.Clipboard(target_id="m-markdown", id="m-clipboard"),
        dcc.ConfirmDialog(id="m-confirm", message="Sure?"),
        dcc.ConfirmDialogProvider(html.Button("ask"), id="m-provider", message="Sure?"),
        dcc.DatePickerRange(
            id="m-range", start_date="2020-01-02", end_date="2020-02-03", number_of_months_shown=2
        ),
        dcc.DatePickerSingle(date="2020-01-02", id="m-date", display_format="D. M. YYYY"),
        dcc.Download(id="m-download"),
        dcc.Dropdown(options, [1], id="m-dropdown", multi=True, placeholder="choose"),
        dcc.Dropdown(["a", "b"], "a", id="m-single", clearable=False, searchable=False),
        dcc.Geolocation(id="m-geolocation", update_now=False),
        dcc.Input(3, id="m-input", type="number", min=1, max=9, step=2, placeholder="number"),
        dcc.Input(id="m-text", type="text", size="40", debounce=True, className="wide"),
        dcc.Interval(id="m-interval", disabled=True),
        dcc.Link("link", "https://example.org/else", id="m-link", title="else", target="_blank"),
        dcc.Loading(html.P("in", id="m-in"), id="m-loading", type="circle", color="blue"),
        dcc.Loading(
            html.P("in", id="m-in2"),
            display="show",
            custom_spinner=html.I("wait", id="m-spinner"),
            overlay_style={"visibility": "visible"},
        ),
        dcc.Location(id="m-url"),
        dcc.Markdown(markdown, id="m-markdown", link_target="_top"),
        dcc.RadioItems(options, 1, id="m-radio"),
        dcc.RangeSlider(0, 10, 5, value=[2, 8], id="m-rangeslider", allowCross=False),
        dcc.Slider(0, 10, 2, value=4, id="m-slider", tooltip={"placement": "bottom"}),
        dcc.Store(id="m-store", data={"a": [1, None]}),
        dcc.Tabs(
            [
                dcc.Tab(html.P("first"), label="One", value="1", id="m-tab"),
                dcc.Tab(html.P("second"), label=html.B("Two", id="m-label"), value="2"),
                dcc.Tab(label="Three", value="3", disabled=True, className="last"),
            ],
            id="m-tabs",
            value="1",
            vertical=True,
        ),
        dcc.Textarea("text", id="m-textarea", rows=3, cols=20, readOnly=True),
        dcc.Tooltip("tip", id="m-tooltip", show=True, direction="left", bbox={"x0": 9, "x1": 19}),
        dcc.Upload(html.A("Choose"), id="m-upload", multiple=True, accept="image/*"),
    ]
    table = dash_table.DataTable(
        [{"name": "a", "n": 1.5, "kind": "x", "text": "**b**"}, {"name": "c", "n": -2}],
        [
            {"name": ["Who", "name"], "id": "name", "deletable": True, "renamable": True},
            {"name": ["What", "n"], "id": "n", "type": "numeric", "format": {"specifier": ".2f"}},
            {"name": ["What", "kind"], "id": "kind", "presentation": "dropdown", "editable": True},
            {"name": ["What", "text"], "id": "text", "presentation": "markdown"},
        ],
        id="m-table",
        merge_duplicate_headers=True,
        row_selectable="multi",
        row_deletable=True,
        sort_action="native",
        filter_action="native",
        page_size=5,
        export_format="csv",
        dropdown={"kind": {"options": [{"label": "X", "value": "x"}]}},
        style_data_conditional=[{"if": {"filter_query": "{n} < 0"}, "color": "red"}],
        style_as_list_view=True,
        tooltip_data=[{"name": {"value": "tip", "type": "markdown"}}],
    )
    empty = {"Area", "Base", "Basefont", "Br", "Col", "Embed", "Frame", "Hr", "Img", "Keygen"}
    empty |= {"Link", "Meta", "Param", "Source", "Track", "Wbr"}
    own_place = {"Frame", "Frameset", "Caption", "Colgroup", "Col", "Tbody", "Td", "Tfoot", "Th"}
    own_place |= {"Thead", "Tr", "Iframe", "Embed", "ObjectEl", "Script", "Base", "Meta"}
    elements = [
        getattr(html, name)(
            **({} if name in empty else {"children": name}),
            id=f"m-{name}",
            className="c",
            title=name,
            style={"marginTop": 3, "color": "green"},
            hidden=name == "Article",
            tabIndex="0",
            **{"data-n": 1, "aria-label": name},
        )
        for name in sorted(html.__all__)
        if name not in own_place
    ]
    cells = html.Table(
        [
            html.Caption("c"),
            html.Colgroup(html.Col(span="2")),
            html.Thead(html.Tr([html.Th("h", colSpan=2, scope="col")])),
            html.Tbody(html.Tr([html.Td("a", n_clicks=3), html.Td(1.5)])),
            html.Tfoot(html.Tr(html.Td([None, "x", 0, True]))),
        ]
    )
    fields = [
        html.Form([html.Label("l", htmlFor="f"), html.Button("b", disabled=True, type="submit")]),
        html.A("bad", href="javascript:alert(1)", id="m-bad"),
        html.Details([html.Summary("s"), "d"], open=True),
        html.Img(src="data:image/gif;base64,R0lGODlhAQABAAAAACw=", alt="none", height="3"),
        html.Iframe(srcDoc="<p>in</p>", id="m-frame"),
    ]
    app.layout = html.Div([*core, table, *elements, cells, *fields], className="all")
