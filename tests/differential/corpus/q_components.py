"""Q, R2: what the components of dcc and html do when they are used."""

import time

from dash import Dash, Input, Output, State, ctx, dcc, html

from tests.differential.case import case
from tests.differential.gestures import (
    Appears,
    Click,
    ClickText,
    Fill,
    Keys,
    Markup,
    On,
    Press,
    Reload,
    Saves,
    Script,
    Shows,
    Travel,
    Type,
)
from tests.differential.recorder import callback


@case(
    "F1",
    (Click("q-dropdown"), Appears("#q-red")),
    Click("q-red"),
    Keys(("Escape",)),
    Click("q-recolour"),
    Click("q-relabel"),
    Click("q-radio-label"),
)
def components_in_the_labels_of_options_take_part_in_callbacks() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    buttons = ("q-recolour", "q-relabel")
    app.layout = html.Div(
        [
            *[html.Button(name, id=name) for name in buttons],
            dcc.Dropdown(
                [{"label": html.Span("red", id="q-red"), "value": "r"}, "green"],
                id="q-dropdown",
            ),
            dcc.RadioItems(
                [
                    {
                        "label": html.Div([html.B("inner", id="q-inner")], id="q-radio-label"),
                        "value": 1,
                    },
                    {"label": "two", "value": 2},
                ],
                id="q-radio",
            ),
            html.P(id="q-out"),
        ]
    )

    @callback(
        Output("q-inner", "children"), Input("q-recolour", "n_clicks"), prevent_initial_call=True
    )
    def recolour(clicks):
        return [f"clicked {clicks} ", html.I("new")]

    @callback(
        Output("q-radio", "options"), Input("q-relabel", "n_clicks"), prevent_initial_call=True
    )
    def relabel(clicks):
        return [{"label": html.U("again", id="q-radio-label"), "value": 1}]

    @callback(
        Output("q-out", "children"),
        Input("q-radio-label", "n_clicks"),
        State("q-dropdown", "value"),
        prevent_initial_call=True,
    )
    def clicked(clicks, value):
        return f"{clicks} {value} {ctx.triggered_id}"


@case(
    "Q1",
    Click("q-set"),
    Click("q-same"),
    Reload(),
    Click("q-clear"),
    Click("q-none"),
    unordered="memory session local",
)
def stores_keep_their_data_as_long_as_their_type_says() -> None:
    app = Dash(__name__)
    kinds = ("memory", "session", "local")
    app.layout = html.Div(
        [
            *[html.Button(name, id=f"q-{name}") for name in ("set", "same", "clear", "none")],
            *[dcc.Store(f"q-store-{kind}", kind, data={"from": "layout"}) for kind in kinds],
            dcc.Store("q-empty", "local"),
            html.P(id="q-times"),
        ]
    )

    @callback(
        *[Output(f"q-store-{kind}", "data") for kind in kinds],
        Output("q-store-local", "clear_data"),
        Input("q-set", "n_clicks"),
        Input("q-same", "n_clicks"),
        Input("q-clear", "n_clicks"),
        Input("q-none", "n_clicks"),
        prevent_initial_call=True,
    )
    def write(*clicks):
        if ctx.triggered_id == "q-clear":
            return "kept", "kept", "cleared", True
        value = None if ctx.triggered_id == "q-none" else [1, None, {"a": "ü"}]
        return value, value, value, False

    @callback(
        Output("q-times", "children"),
        Input("q-store-local", "modified_timestamp"),
        State("q-store-memory", "data"),
        State("q-store-session", "data"),
        State("q-store-local", "data"),
        State("q-empty", "data"),
        State("q-empty", "modified_timestamp"),
    )
    def times(stamp, *values):
        return f"{stamp > 1000000000000} {values}"


@case(
    "Q8",
    Type("q-number", "7"),
    Press("q-number", "Enter"),
    Fill("q-number", ""),
    Press("q-number", "Tab"),
    # One letter: those of a field with `debounce` may change places on a busy machine, in Dash too.
    Type("q-debounce", "a"),
    Press("q-debounce", "Enter"),
    # Steps of their own: two events closer than a request's turn merge (E5), how close is chance.
    Type("q-plain", "x"),
    Press("q-plain", "Tab"),
    (Type("q-late", "b"), Shows("q-late-out", "'b'")),
    Fill("q-area", "two\nlines"),
    Press("q-area", "Tab"),
    unordered="plain late number debounce area",
)
def inputs_tell_their_values_when_they_are_to() -> None:
    app = Dash(__name__)
    fields = {
        "number": dcc.Input(id="q-number", type="number", min=0, max=99),
        "debounce": dcc.Input(id="q-debounce", debounce=True),
        "plain": dcc.Input("start", id="q-plain"),
        "late": dcc.Input(id="q-late", debounce=0.2),
        "area": dcc.Textarea(id="q-area"),
    }
    app.layout = html.Div([*fields.values(), *[html.P(id=f"q-{name}-out") for name in fields]])

    @callback(
        Output("q-number-out", "children"),
        Input("q-number", "value"),
        Input("q-number", "n_submit"),
        Input("q-number", "n_blur"),
    )
    def number(*values):
        return str(values)

    @callback(
        Output("q-debounce-out", "children"),
        Input("q-debounce", "value"),
        Input("q-debounce", "n_submit"),
    )
    def debounce(*values):
        return str(values)

    @callback(
        Output("q-plain-out", "children"), Input("q-plain", "value"), Input("q-plain", "n_blur")
    )
    def plain(*values):
        return str(values)

    @callback(Output("q-late-out", "children"), Input("q-late", "value"))
    def late(value):
        return repr(value)

    @callback(Output("q-area-out", "children"), Input("q-area", "value"), Input("q-area", "n_blur"))
    def area(*values):
        return str(values)


@case(
    "Q4 Q7 Q8",
    (Click("q-multi"), Appears(".dash-dropdown-options"), On(".dash-dropdown-search", "gr")),
    (On(".dash-dropdown-options label"), Keys(("Escape",))),
    On("#q-multi .dash-dropdown-clear"),
    ClickText("q-check", "beta"),
    ClickText("q-choice", "beta"),
    ClickText("q-tabs", "Second"),
    (On("#q-slider .dash-slider-thumb"), Keys(("ArrowRight",))),
    Keys(("ArrowRight",)),
    (On("#q-range .dash-slider-thumb"), Keys(("ArrowRight",))),
    unordered="chosen slid",
)
def choices_tell_their_values() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Dropdown(["red", "green", "grey"], ["red"], id="q-multi", multi=True),
            dcc.Checklist({"a": "alpha", "b": "beta"}, ["a"], id="q-check"),
            dcc.RadioItems(["alpha", "beta"], "alpha", id="q-choice", inline=True),
            dcc.Tabs(
                [dcc.Tab(html.P("one"), label="First"), dcc.Tab(html.P("two"), label="Second")],
                id="q-tabs",
            ),
            dcc.Slider(0, 10, 1, value=2, id="q-slider"),
            dcc.RangeSlider(0, 10, 1, value=[2, 5], id="q-range", updatemode="drag"),
            html.P(id="q-chosen"),
            html.P(id="q-slid"),
        ]
    )

    @callback(
        Output("q-chosen", "children"),
        Input("q-multi", "value"),
        Input("q-check", "value"),
        Input("q-choice", "value"),
        Input("q-tabs", "value"),
    )
    def chosen(*values):
        return str(values)

    @callback(Output("q-slid", "children"), Input("q-slider", "value"), Input("q-range", "value"))
    def slid(*values):
        return str(values)


@case(
    "Q10 Q6 Q5",
    Click("q-button"),
    Click("q-deaf"),
    Click("q-data"),
    (Script("window.confirm = () => true"), Click("q-ask")),
    (Script("window.confirm = () => false"), Click("q-ask")),
    (Script("window.confirm = () => true"), ClickText("q-provider", "provided")),
    (Script("navigator.clipboard.writeText = async (text) => { window.copied = text; }"),),
    (Click("q-copy"), Shows("q-copy", "done")),
    Script("console.log('@@js ' + window.copied)"),
)
def clicks_and_dialogs_are_counted() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("count", id="q-button"),
            html.Div("deaf", id="q-deaf", disable_n_clicks=True),
            html.Span("data", id="q-data", **{"data-value": 1, "aria-label": "a"}),
            html.Button("ask", id="q-ask"),
            dcc.ConfirmDialog(id="q-confirm", message="Sure?"),
            dcc.ConfirmDialogProvider(html.Button("provided"), id="q-provider", message="Sure?"),
            dcc.Clipboard(id="q-copy", content="copied text", copied_children=html.B("done")),
            html.P(id="q-counts"),
        ]
    )

    @callback(
        Output("q-confirm", "displayed"), Input("q-ask", "n_clicks"), prevent_initial_call=True
    )
    def ask(clicks):
        return True

    @callback(
        Output("q-data", "data-value"),
        Output("q-data", "aria-label"),
        Input("q-data", "n_clicks"),
        State("q-data", "data-value"),
        prevent_initial_call=True,
    )
    def data(clicks, value):
        return value + 1, f"label {clicks}"

    @callback(
        Output("q-counts", "children"),
        Input("q-button", "n_clicks"),
        Input("q-deaf", "n_clicks"),
        Input("q-confirm", "submit_n_clicks"),
        Input("q-confirm", "cancel_n_clicks"),
        Input("q-provider", "submit_n_clicks"),
        Input("q-copy", "n_clicks"),
        State("q-confirm", "displayed"),
    )
    def counts(*values):
        return str(values)


PUT = """
    const data = new DataTransfer();
    for (const [name, text] of FILES) {
      data.items.add(new File([text], name, { type: 'text/plain', lastModified: 1e12 }));
    }
    const input = document.querySelector('#ID input');
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
"""
DROP = """
    const data = new DataTransfer();
    data.items.add(new File(['dropped'], 'd.txt', { type: 'text/plain', lastModified: 1e12 }));
    const target = document.querySelector('#q-one > *');
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { bubbles: true, dataTransfer: data }));
    }
"""


@case(
    "Q3 Q4",
    (
        Script(PUT.replace("FILES", "[['a.txt', 'äöü']]").replace("ID", "q-one")),
        Shows("q-name", "a.txt"),
    ),
    (
        Script(PUT.replace("FILES", "[['a.txt', 'a'], ['b.txt', '']]").replace("ID", "q-many")),
        Shows("q-names", "a.txt, b.txt"),
    ),
    (Script(DROP), Shows("q-name", "d.txt")),
    *[Saves(f"#{name}") for name in ("q-text", "q-bytes", "q-file", "q-frame", "q-again")],
)
def files_come_in_and_go_out() -> None:
    import tempfile
    from pathlib import Path

    app = Dash(__name__)
    downloads = ("q-text", "q-bytes", "q-file", "q-frame", "q-again")
    app.layout = html.Div(
        [
            dcc.Upload("one", id="q-one"),
            dcc.Upload("many", id="q-many", multiple=True),
            html.P(id="q-name"),
            html.P(id="q-names"),
            *[html.Button(name, id=name) for name in downloads],
            dcc.Download(id="q-download"),
        ]
    )

    @callback(
        Output("q-name", "children"),
        Input("q-one", "contents"),
        State("q-one", "filename"),
        State("q-one", "last_modified"),
        prevent_initial_call=True,
    )
    def one(contents, name, modified):
        return name

    @callback(
        Output("q-names", "children"),
        Input("q-many", "contents"),
        State("q-many", "filename"),
        prevent_initial_call=True,
    )
    def many(contents, names):
        return ", ".join(names)

    class Frame:
        def to_csv(self, buffer, index=True):
            buffer.write(f"a,b\n1,{index}\n")

    @callback(
        Output("q-download", "data"),
        *[Input(name, "n_clicks") for name in downloads],
        prevent_initial_call=True,
    )
    def download(*clicks):
        if ctx.triggered_id == "q-bytes":
            return dcc.send_bytes(lambda buffer: buffer.write(b"\x00\xff"), "bytes.bin")
        if ctx.triggered_id == "q-file":
            made = Path(tempfile.mkdtemp(), "made.txt")
            made.write_text("from a file")
            return dcc.send_file(made, filename="named.txt", type="text/x-own")
        if ctx.triggered_id == "q-frame":
            return dcc.send_data_frame(Frame().to_csv, "frame.csv", index=False)
        return dcc.send_string("text ü", "text.txt")


@case(
    "Q2 R2",
    (Click("q-start"), Shows("q-ticks", "3")),
    (Click("q-more"), Shows("q-ticks", "5")),
    (Click("q-slow"), Appears(".dash-spinner")),
    Markup("#q-loading-box"),
)
def intervals_count_and_loading_follows_its_targets() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Interval(id="q-interval", interval=100, max_intervals=3, disabled=True),
            html.P(id="q-ticks"),
            html.Button("start", id="q-start"),
            html.Button("more", id="q-more"),
            html.Button("slow", id="q-slow"),
            html.Div(
                dcc.Loading(
                    html.P("-", id="q-result"),
                    target_components={"q-result": "children"},
                    custom_spinner=html.I("wait", className="dash-spinner", id="q-wait"),
                ),
                id="q-loading-box",
            ),
        ]
    )

    @callback(
        Output("q-interval", "disabled"),
        Input("q-start", "n_clicks"),
        prevent_initial_call=True,
    )
    def start(clicks):
        return False

    @callback(
        Output("q-interval", "max_intervals"),
        Input("q-more", "n_clicks"),
        prevent_initial_call=True,
    )
    def more(clicks):
        return 5

    @callback(
        Output("q-ticks", "children"), Input("q-interval", "n_intervals"), prevent_initial_call=True
    )
    def tick(n):
        return n

    @callback(
        Output("q-result", "children"), Input("q-slow", "n_clicks"), prevent_initial_call=True
    )
    def slow(clicks):
        time.sleep(0.4)
        return "done"


@case(
    "P14 P15 P16",
    Click("q-link"),
    Travel(-1),
    Click("q-go"),
    Click("q-search"),
    Script("const link = document.getElementById('q-bad'); console.log('@@js ' + link.href)"),
)
def links_and_locations_follow_each_other() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Location(id="q-url", refresh=False),
            dcc.Location(id="q-other", refresh="callback-nav"),
            dcc.Link("link", href="#linked", id="q-link"),
            dcc.Link("bad", href="javascript:alert(1)", id="q-bad"),
            html.Button("go", id="q-go"),
            html.Button("search", id="q-search"),
            html.P(id="q-seen"),
        ]
    )

    @callback(Output("q-url", "hash"), Input("q-go", "n_clicks"), prevent_initial_call=True)
    def go(clicks):
        return f"#gone-{clicks}"

    @callback(Output("q-other", "search"), Input("q-search", "n_clicks"), prevent_initial_call=True)
    def search(clicks):
        return f"?n={clicks}"

    @callback(
        Output("q-seen", "children"),
        Input("q-url", "hash"),
        State("q-url", "search"),
    )
    def seen(*values):
        return str(values)


@case(
    "E4",
    Click("label"),
    Script("history.pushState({}, '', '#two'); history.pushState({}, '', '#three')"),
    Travel(-1),
    On("#knob .dash-slider-track"),
    unordered="located slid",
)
def events_that_follow_from_one_gesture_are_one_change() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [
            dcc.RadioItems(
                [{"label": html.B("first", id="label"), "value": 1}, "second"], id="radio"
            ),
            dcc.Location(id="one", refresh=False),
            dcc.Location(id="other", refresh=False),
            html.Div(dcc.Slider(0, 10, 5, value=0, id="knob"), id="around"),
            html.P(id="out"),
        ]
    )

    @callback(
        Output("out", "children"),
        Input("radio", "value"),
        Input("label", "n_clicks"),
        prevent_initial_call=True,
    )
    def chosen(value, clicks):
        return f"{value} {clicks}"

    @callback(Input("one", "hash"), Input("other", "hash"))
    def located(one, other):
        pass

    @callback(Input("knob", "value"), Input("around", "n_clicks"))
    def slid(value, clicks):
        pass
