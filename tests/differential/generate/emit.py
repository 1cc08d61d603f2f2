"""A drawn app as a case: the script that a user might have written, and the gestures."""

from __future__ import annotations

import json

from tests.differential.case import FOOTER, HEADER, Case
from tests.differential.generate.drawn import (
    BOX,
    BUTTONS,
    FIELDS,
    GUESTS,
    STORE,
    TEXTS,
    App,
    Callback,
    Click,
    Fill,
    Gesture,
    SetProps,
)
from tests.differential.gestures import Script

HELPERS = """\
turns = collections.defaultdict(itertools.count)


def text(name, *args):
    values = json.dumps(args, sort_keys=True, default=str)
    # Not the time of a click, which stands in the props of a component that is an argument.
    values = re.sub(r'"n_clicks_timestamp": \\d+', "", values)
    return f"{name}.{zlib.crc32(values.encode()) % 1000}"


def row(index):
    return html.Button(f"row {index}", id={"t": "row", "i": index})


def appended(item):
    patch = Patch()
    patch.append(item)
    return patch


def content(turn):
    guests = [html.Button(name, id=name) for name in GUESTS]
    return [
        [row(5), row(6), guests[0]],
        [html.Div([row(6), guests[1]])],
        [html.P("only text")],
        [row(7), row(5), *guests],
        [],
        [html.Div(guests[0])],
    ][turn % 6]


"""

JS_TURN = "((window.turns ??= {})[%r] = (window.turns[%r] ?? -1) + 1)"


def case_of(app: App, name: str) -> Case:
    return Case(
        name=name,
        rules="U",
        source=source(app),
        steps=tuple(Script("\n".join(map(_script, step))) for step in app.steps),
        # Dash states no order among rows whose turn comes at the same time (E10, G5).
        unordered=frozenset(
            callback.name
            for callback in app.callbacks
            if any(output.row == "MATCH" for output in callback.outputs)
        ),
        orderly=True,
    )


def source(app: App) -> str:
    """The script of the app."""
    imports = "import collections\nimport itertools\nimport re\nimport zlib\n"
    guests = f"GUESTS = {GUESTS!r}\n"
    body = "\n\n".join([_layout(app), *(_callback(callback) for callback in app.callbacks)])
    return imports + HEADER + guests + HELPERS + body + FOOTER


def _layout(app: App) -> str:
    lines = [
        f"app = Dash(__name__, suppress_callback_exceptions={app.suppress})",
        "app.layout = html.Div(",
        "    [",
        *(f'        html.Button("{name}", id="{name}"),' for name in BUTTONS),
        *(f'        dcc.Input(id="{name}", value="{name}"),' for name in FIELDS),
        f'        dcc.Store(id="{STORE}", data=[]),',
        *(f'        html.P("{name}", id="{name}"),' for name in TEXTS),
        *(f"        row({index})," for index in range(app.rows)),
        f"        html.Div([{', '.join(f'row({5 + n})' for n in range(app.in_box))}], id={BOX!r}),",
        "    ]",
        ")",
    ]
    return "\n".join(lines)


# --- callbacks --------------------------------------------------------------------------


def _callback(callback: Callback) -> str:
    register = "clientside_callback" if callback.kind == "clientside" else "callback"
    lines = [*_dependencies(callback)]
    if callback.kind == "clientside":
        body = "\n".join(_javascript(callback))
        return "\n".join([f'{register}(\n    """{body}""",', *lines, ")"])
    keyword = "async def" if callback.kind == "async" else "def"
    head = [f"@{register}(", *lines, ")", f"{keyword} {callback.name}(*args):"]
    return "\n".join([*head, *(f"    {line}" for line in _python(callback))])


def _dependencies(callback: Callback) -> list[str]:
    duplicate = ", allow_duplicate=True" if callback.duplicate else ""
    lines = [f"    Output({prop.source}{duplicate})," for prop in callback.outputs]
    lines += [f"    Input({prop.source})," for prop in callback.inputs]
    lines += [f"    State({prop.source})," for prop in callback.states]
    if callback.prevent is not None:
        lines.append(f"    prevent_initial_call={callback.prevent},")
    if callback.running is not None:
        lines.append(f'    running=[(Output({callback.running.source}), "on", "off")],')
    return lines


def _python(callback: Callback) -> list[str]:
    name = callback.name
    lines = [f'turn = next(turns["{name}"])']
    if callback.kind == "async":
        lines.append("await asyncio.sleep(0)")
    if callback.side is not None:
        target, _, prop = callback.side.source.rpartition(", ")
        lines.append(f'set_props({target}, {{{prop}: text("{name} side", *args)}})')
    for at, turn in enumerate(callback.turns):
        last = at == len(callback.turns) - 1
        indent = "" if last else "    "
        if not last:
            lines.append(f"if turn % {len(callback.turns)} == {at}:")
        lines.append(indent + _python_turn(callback, turn))
    return lines


def _python_turn(callback: Callback, turn: str) -> str:
    if turn == "prevent":
        return "raise PreventUpdate"
    if turn == "raise":
        return 'raise ValueError(f"turn {turn}")'
    if not callback.outputs:
        return "return None"
    if turn == "nothing":
        return "return no_update"
    values = [_value(callback, at, turn) for at in range(len(callback.outputs))]
    return f"return {', '.join(values)}"


def _value(callback: Callback, at: int, turn: str) -> str:
    output = callback.outputs[at]
    value = f'text("{callback.name} {at}", *args)'
    if turn == "some" and at == 0:
        return "no_update"
    if output.id == BOX:
        added = f"row({100 * (1 + int(callback.name[1:]))} + turn)"
        return f"appended({added})" if turn == "patch" else "content(turn)"
    if output.id == STORE:
        return f"appended({value})" if turn == "patch" else f"[{value}]"
    if turn == "none":
        value = "None"
    if output.row == "ALL":
        listed = "ctx.outputs_list" if len(callback.outputs) == 1 else f"ctx.outputs_list[{at}]"
        return f"[{value} for _ in {listed}]"
    return value


def _javascript(callback: Callback) -> list[str]:
    lines = [
        "function (...args) {",
        f"    const turn = {JS_TURN % (callback.name, callback.name)};",
        "    const { triggered, outputs_list } = dash_clientside.callback_context;",
        f"    console.log('@@js {callback.name} ' + JSON.stringify([args, triggered]));",
        f"    const text = (at) => '{callback.name} ' + at + '.' + JSON.stringify(args).length;",
    ]
    for at, turn in enumerate(callback.turns):
        lines.append(
            f"    if (turn % {len(callback.turns)} === {at}) {_javascript_turn(callback, turn)};"
        )
    return [*lines, "}"]


def _javascript_turn(callback: Callback, turn: str) -> str:
    if turn == "prevent":
        return "throw dash_clientside.PreventUpdate"
    if turn == "raise":
        return "throw new Error('turn ' + turn)"
    if not callback.outputs:
        return "return"
    if turn == "nothing":
        return "return dash_clientside.no_update"
    values = []
    for at, output in enumerate(callback.outputs):
        value = f"text({at})"
        if turn == "some" and at == 0:
            value = "dash_clientside.no_update"
        elif output.row == "ALL":
            listed = "outputs_list" if len(callback.outputs) == 1 else f"outputs_list[{at}]"
            value = f"{listed}.map(() => {value})"
        values.append(value)
    return f"return {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}"


# --- gestures ---------------------------------------------------------------------------


def _script(gesture: Gesture) -> str:
    """JavaScript; a component that is not there is left alone."""
    match gesture:
        case Click():
            dom_id = gesture.id or f'{{"i":{gesture.row},"t":"row"}}'
            return f"document.getElementById({json.dumps(dom_id)})?.click();"
        case Fill():
            return (
                f"{{ const field = document.getElementById('{gesture.id}');"
                " Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')"
                f".set.call(field, {json.dumps(gesture.text)});"
                " field.dispatchEvent(new Event('input', { bubbles: true })); }"
            )
        case SetProps():
            props = json.dumps({gesture.prop.name: gesture.value})
            return f"dash_clientside.set_props('{gesture.prop.id}', {props});"
