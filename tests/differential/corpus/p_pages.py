"""P4 to P8, P13 to P16: pages, the router, links, addresses."""

import dash
from dash import Dash, Input, Output, State, ctx, dcc, html

from tests.differential.case import case
from tests.differential.gestures import Click, ClickText, Fill, Open, Reload, Travel
from tests.differential.recorder import callback


@case(
    "P5 P6 P8 P13",
    ClickText("menu", "One"),
    Fill("one-in", "typed"),
    ClickText("menu", "Home"),
    ClickText("menu", "One"),
    Travel(-1),
    Travel(-1),
    Travel(1),
    Open("one"),
    Open(""),
    fresh=True,
)
def links_change_pages_and_the_history_leads_back() -> None:
    app = Dash(__name__, use_pages=True, pages_folder="", title="Site")
    dash.register_page("home", path="/", layout=html.H1("Home"), title="Start")
    dash.register_page(
        "one",
        layout=[dcc.Input(id="one-in", value="first"), html.P(id="one-out")],
        title=lambda: "One!",
    )
    app.layout = html.Div(
        [
            html.Div(
                [
                    dcc.Link(page["name"], href=page["relative_path"])
                    for page in dash.page_registry.values()
                ],
                id="menu",
            ),
            html.P(id="where"),
            dash.page_container,
        ]
    )

    @callback(Output("one-out", "children"), Input("one-in", "value"))
    def one(value):
        return f"one: {value}"

    @callback(Output("where", "children"), Input("_pages_location", "pathname"))
    def where(pathname):
        return app.strip_relative_path(pathname) or "home"


@case(
    "P6 P7 P8",
    Open("item/a%20b?x=1&y=2&y=3"),
    Open("item/7/part/8"),
    Open("nowhere"),
    Open("plain?q="),
    Click("button"),
    fresh=True,
)
def variables_and_queries_come_as_arguments() -> None:
    app = Dash(__name__, use_pages=True, pages_folder="", title="Items")

    def item(item_id=None, **query):
        return html.P(f"item {item_id} {sorted(query.items())}")

    def part(item_id=None, part_id=None):
        return html.P(f"part {part_id} of {item_id}")

    dash.register_page("part", path_template="/item/<item_id>/part/<part_id>", layout=part)
    dash.register_page(
        "item",
        path_template="/item/<item_id>",
        layout=item,
        title=lambda item_id=None: f"Item {item_id}",
    )
    dash.register_page("plain", layout=lambda **query: html.Button(f"{query}", id="button"))

    app.layout = html.Div([dash.page_container, html.P(id="clicks")])

    @callback(Output("clicks", "children"), Input("button", "n_clicks"))
    def clicks(clicks):
        return f"clicks: {clicks}"


@case("P5 P7", Click("go"), Open("lost?lang=de"), Click("go"), fresh=True)
def the_router_has_further_inputs_and_a_page_for_what_is_lost() -> None:
    app = Dash(
        __name__,
        use_pages=True,
        pages_folder="",
        routing_callback_inputs={
            "language": Input("language", "value"),
            "count": State("go", "n_clicks"),
        },
    )

    def lost(language=None, count=None, **others):
        return html.P(f"lost {language} {count} {others}")

    def home(language=None, count=None):
        return html.P(f"home {language} {count}")

    dash.register_page("home", path="/", layout=home, name="Home page")
    dash.register_page("errors.not_found_404", layout=lost, title="Lost")
    app.layout = html.Div(
        [
            dcc.Input(id="language", value="en"),
            html.Button("go", id="go"),
            dash.page_container,
        ]
    )

    @callback(Output("language", "value"), Input("go", "n_clicks"), prevent_initial_call=True)
    def go(clicks):
        return f"{ctx.triggered_id} {clicks}"


@case("P15", Click("to-one"), Click("to-query"), Click("to-href"), Travel(-1), fresh=True)
def a_callback_sends_the_page_elsewhere() -> None:
    app = Dash(__name__, use_pages=True, pages_folder="")
    dash.register_page("home", path="/", layout=html.H1("Home"))
    dash.register_page("one", layout=lambda **query: html.H1(f"One {query}"))
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("to-one", "to-query", "to-href")),
            dcc.Location(id="there", refresh="callback-nav"),
            dash.page_container,
        ]
    )

    @callback(Output("there", "pathname"), Input("to-one", "n_clicks"), prevent_initial_call=True)
    def to_one(clicks):
        return dash.get_relative_path("/one")

    @callback(Output("there", "search"), Input("to-query", "n_clicks"), prevent_initial_call=True)
    def to_query(clicks):
        return "?a=1"

    @callback(Output("there", "href"), Input("to-href", "n_clicks"), prevent_initial_call=True)
    def to_href(clicks):
        return dash.get_relative_path("/?b=2")


@case("P5 P13", ClickText("menu", "Broken"), ClickText("menu", "Fine"), fresh=True)
def a_page_that_fails_leaves_the_last_one() -> None:
    app = Dash(__name__, use_pages=True, pages_folder="", suppress_callback_exceptions=True)

    def broken():
        raise ValueError("this page is broken")

    dash.register_page("fine", layout=html.H1("Fine"))
    dash.register_page("broken", layout=broken)
    app.layout = html.Div(
        [
            html.Div(
                [dcc.Link(p["name"], href=p["relative_path"]) for p in dash.page_registry.values()],
                id="menu",
            ),
            dash.page_container,
        ]
    )


@case("P17 Q1", Fill("typed", "abc"), Click("anchor"), Click("refreshing"), Reload(), fresh=True)
def a_real_navigation_comes_back_to_the_app() -> None:
    app = Dash(__name__, use_pages=True, pages_folder="")

    def page(name):
        return [html.H1(name, id=f"head-{name}")]

    dash.register_page("home", path="/", layout=lambda: page("home"))
    dash.register_page("orders", layout=lambda: page("orders"))
    app.layout = html.Div(
        [
            html.A("a real link", href=dash.get_relative_path("/orders"), id="anchor"),
            dcc.Link("another", href=dash.get_relative_path("/"), refresh=True, id="refreshing"),
            dcc.Input(id="typed", value=""),
            dcc.Store(id="session", storage_type="session"),
            dcc.Store(id="memory"),
            html.P(id="kept"),
            dash.page_container,
        ]
    )

    @callback(
        Output("session", "data"),
        Output("memory", "data"),
        Input("typed", "value"),
        prevent_initial_call=True,
    )
    def keep(text):
        return text, text

    @callback(Output("kept", "children"), Input("session", "data"), Input("memory", "data"))
    def kept(session, memory):
        return f"{session} {memory}"
