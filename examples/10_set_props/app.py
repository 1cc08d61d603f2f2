"""Set any property

`set_props` updates whatever a callback decides to, without naming it as an
output first. Here it opens a dialog and fills it, or closes it.
"""

from dash import ALL, Dash, Input, callback, ctx, html, set_props

BOOKS = [
    ("Middlemarch", "George Eliot", 1871, "A provincial town, and everybody in it."),
    ("Moby-Dick", "Herman Melville", 1851, "A captain, a whale, and a long digression."),
    ("Kokoro", "Natsume Sōseki", 1914, "A student, and the secret of his teacher."),
    ("Oblomov", "Ivan Goncharov", 1859, "A man decides whether to get up."),
    ("Emma", "Jane Austen", 1815, "A matchmaker is wrong about everybody."),
    ("Dom Casmurro", "Machado de Assis", 1899, "A jealous man pleads his case."),
]

app = Dash(__name__, title="Set any property")

app.layout = html.Main(
    [
        html.H1("A shelf of novels"),
        html.P("Take one down.", className="lead"),
        html.Div(
            [
                html.Button(title, id={"type": "book", "index": index})
                for index, (title, *_) in enumerate(BOOKS)
            ],
            className="shelf",
        ),
        html.Dialog(
            [
                html.H2(id="title"),
                html.P(id="author", className="lead"),
                html.P(id="about"),
                html.Button("Put it back", id="close"),
            ],
            id="dialog",
        ),
    ]
)


@callback(
    Input({"type": "book", "index": ALL}, "n_clicks"),
    Input("close", "n_clicks"),
    prevent_initial_call=True,
)
def read(books, close):
    if ctx.triggered_id == "close":
        set_props("dialog", {"open": False})
        return
    title, author, year, about = BOOKS[ctx.triggered_id["index"]]
    set_props("title", {"children": title})
    set_props("author", {"children": f"{author}, {year}"})
    set_props("about", {"children": about})
    set_props("dialog", {"open": True})


if __name__ == "__main__":
    app.run()
