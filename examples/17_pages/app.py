"""Pages

A file in `pages/` is a page of its own, with its own address, title and callbacks. Links change
pages without a reload; an address can be opened directly, with what stands in it as an argument
of the layout function.
"""

from dash import Dash, Input, Output, callback, dcc, html, page_container, page_registry

app = Dash(__name__, use_pages=True, title="Clouds")


def menu(pathname=None):
    return [
        dcc.Link(
            page["name"],
            href=page["relative_path"],
            className="here" if page["relative_path"] == pathname else "",
        )
        for page in page_registry.values()
        if page["order"] is not None
    ]


app.layout = html.Main(
    [
        dcc.Location(id="address"),
        html.Nav(menu(), id="menu"),
        page_container,
    ]
)


@callback(Output("menu", "children"), Input("address", "pathname"))
def mark_where_we_are(pathname):
    return menu(pathname)


if __name__ == "__main__":
    app.run()
