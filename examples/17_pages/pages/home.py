from clouds import CLOUDS
from dash import dcc, get_relative_path, html, register_page

register_page(
    __name__,
    path="/",
    name="The sky",
    order=0,
    description="Six clouds, each at its height.",
)

layout = html.Section(
    [
        html.H1("The sky"),
        html.P("Every cloud has a page, and every page an address.", className="lead"),
        html.Div(
            [
                dcc.Link(
                    cloud.name,
                    href=get_relative_path(f"/cloud/{key}"),
                    className="cloud",
                    style={"bottom": f"{cloud.base * 8}%", "left": f"{cloud.left}%"},
                )
                for key, cloud in CLOUDS.items()
            ],
            className="sky",
        ),
    ]
)
