from clouds import CLOUDS
from dash import Input, Output, callback, dcc, html, register_page

register_page(
    __name__,
    name="By height",
    order=1,
    redirect_from=["/altitude"],
    description="Which clouds are how high?",
)


def layout(km="2", **others):
    """`km` comes from the address: /height?km=7"""
    return html.Section(
        [
            html.H1("By height"),
            dcc.Slider(0, 12, 0.5, value=float(km), marks={0: "ground", 12: "12 km"}, id="km"),
            html.Ul(id="found"),
        ]
    )


@callback(Output("found", "children"), Input("km", "value"))
def look_up(km):
    found = [cloud.name for cloud in CLOUDS.values() if cloud.base <= km <= cloud.top]
    return [html.Li(name) for name in found] or "Clear sky"
