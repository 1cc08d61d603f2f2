from clouds import CLOUDS
from dash import dcc, get_relative_path, html, register_page


def title(name=None):
    return f"{CLOUDS[name].name} in the sky" if name in CLOUDS else "Clouds"


register_page(__name__, path_template="/cloud/<name>", title=title)


def layout(name=None, **query):
    if name not in CLOUDS:
        return html.Section([html.H1("No such cloud"), html.P(f"Nobody has seen “{name}” yet.")])
    cloud = CLOUDS[name]
    return html.Section(
        [
            html.H1(cloud.name),
            html.P(cloud.text, className="lead"),
            html.P(f"From {cloud.base:g} to {cloud.top:g} km."),
            dcc.Link(
                "What else is up there?",
                href=get_relative_path(f"/height?km={(cloud.base + cloud.top) / 2:g}"),
            ),
        ]
    )
