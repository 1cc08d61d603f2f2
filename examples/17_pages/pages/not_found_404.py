from dash import dcc, get_relative_path, html, register_page

register_page(__name__, title="Lost in the fog")

layout = html.Section(
    [
        html.H1("Lost in the fog"),
        html.P("There is no page at this address.", className="lead"),
        dcc.Link("Back to the sky", href=get_relative_path("/")),
    ]
)
