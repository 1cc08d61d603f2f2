"""Where pyrt is meant to differ from real Dash, by the name of the case, with the reason.

What differs is kept line by line in `known_differences/<case>.diff`, so a known difference
hides nothing else: a case in this list must differ in exactly these lines.  After a change,
`python -m tests.differential.record --keep [words]` writes the files anew; look at what
git says about them.
"""

from __future__ import annotations

from pathlib import Path

KNOWN: dict[str, str] = {
    "props_that_a_component_does_not_have": "we know the props of all dcc components; Dash's "
    "page knows only those whose JavaScript declares propTypes, and stays silent (B15)",
    "a_prop_that_is_not_there_is_none": "as above: the case reads an undeclared prop",
    "values_pass_through_json": "JavaScript moves integer-like keys of an object to the front; "
    "keys of dicts keep their order here (C6)",
    "literals_match_by_type_and_keys_by_their_set": "Dash 4.4 files the patterns of callbacks "
    'under the text of their values, so the callback for n = "1" listens to n = 1; here it '
    "listens to its own component (G1)",
    "an_all_output_takes_one_value_for_each_item": "a bare no_update is accepted for a whole "
    "ALL output (G8)",
    "ids_may_hold_dots_quotes_and_letters_of_any_kind": "Dash's page and its server spell ids "
    "with letters beyond ASCII differently, and so `triggered` has no value there; here it has, "
    "under the prop id that `ctx.inputs` has too (G2)",
    "a_callback_without_output_returns_nothing": "the repr of no_update inside the message: "
    "without an address in memory",
    "what_the_user_did_is_undone_and_done_again": "redo does again what was undone last, where "
    "Dash takes the entry before it (E25); a prop that was not there before is null when it is "
    "undone, the layout being Python's (M5)",
    "a_route_needs_a_server": "there is no server to answer, and the error says so at once (S8)",
    "ends_of_a_call_over_a_socket": "what comes over a socket is the message alone; here the "
    "report of an error names the callback and has the traceback, as without a socket (B19)",
    "a_value_that_is_not_json_is_named_by_its_place": "the message leads down to the value (I6)",
    "a_value_that_is_not_json_among_several_outputs": "the message leads down to the value (I6)",
    "a_value_of_a_wrong_type_is_an_error_of_that_component_alone": "Dash checks prop types under "
    "debug=True only, and a published site is no debug server (B17)",
    "a_component_that_cannot_be_drawn_leaves_the_others": "Dash takes the user's last edit back "
    "when a component cannot be drawn, and so calls its callbacks again; here it stays. The words "
    "are those of React, whose production build has numbers for them (B18)",
    "a_component_library_may_be_imported_in_a_callback": "the site has the files of the library, "
    "because the build sees the import; Dash refuses it with ImportedInsideCallbackError, "
    "unless `_allow_dynamic_callbacks` is given, since its page does not have them (A18)",
    "a_job_needs_a_manager_when_it_is_to_begin": "the message says in addition what is enough in "
    "the browser (N2)",
    "a_prop_that_is_not_there_cannot_be_patched": "the report names the callback as well (L4)",
    "optional_dependencies_may_be_missing": "a State with allow_optional is not reported as "
    "missing: the user has said that it may be (K2)",
    "a_function_that_does_not_exist_is_an_error": "the message names the function and the "
    "remedy (M2)",
    "what_a_clientside_callback_may_answer": "a prop that a clientside callback sets to undefined "
    "is null afterwards: the layout is Python's, which has no undefined (M5)",
    "errors_of_clientside_callbacks": "no array for several outputs is an error that says so; "
    "Dash takes a text apart and gives each output a letter (M5)",
}

FOLDER = Path(__file__).parent / "known_differences"


def known_lines(name: str) -> tuple[str, ...]:
    """What differs in a case of `KNOWN`: `-` real Dash, `+` pyrt."""
    return tuple((FOLDER / f"{name}.diff").read_text().splitlines())


def keep(name: str, lines: tuple[str, ...]) -> None:
    """Write down what differs."""
    (FOLDER / f"{name}.diff").write_text("\n".join(lines) + "\n")
