"""Where pyrt is known to differ from real Dash, by the name of the case, with what differs.

A case in this list must differ: when it agrees again, its test fails until it is taken out.
But only that: while a case stands here, a second difference in it goes unnoticed.
ARCHITECTURE.md says which of these are meant to stay.  "Not understood yet" means what it says:
the difference was seen, its cause was not looked into.
"""

from __future__ import annotations

KNOWN: dict[str, str] = {
    "props_that_a_component_does_not_have": "we know the props of all dcc components; Dash's "
    "page knows only those whose JavaScript declares propTypes, and stays silent (B15)",
    "a_prop_that_is_not_there_is_none": "as above: the case reads an undeclared prop",
    "values_pass_through_json": "JavaScript moves integer-like keys of an object to the front",
    "components_may_stand_in_props_other_than_children": "option labels are mounted by the page "
    "alone; callbacks on what is inside them come with the component suites",
    "literals_match_by_type_and_keys_by_their_set": "not understood yet: Dash calls the callback "
    'on n = "1" also for the component with n = 1',
    "an_all_output_takes_one_value_for_each_item": "a bare no_update is accepted for a whole "
    "ALL output (G8)",
    "ids_may_hold_dots_quotes_and_letters_of_any_kind": "not decided yet: prop ids in `triggered` "
    "keep Python's escapes (G2), and the value is the prop's where Dash has None",
    "a_callback_without_output_returns_nothing": "the repr of no_update inside the message",
    "a_value_that_is_not_json_is_named_by_its_place": "the message leads down to the value",
    "a_value_that_is_not_json_among_several_outputs": "the message leads down to the value",
    "a_value_of_a_wrong_type_is_an_error_of_that_component_alone": "prop types are not checked: "
    "the production bundles that a site ships do not carry the checks (B17)",
    "a_prop_that_is_not_there_cannot_be_patched": "the report names the callback as well",
    "optional_dependencies_may_be_missing": "a State with allow_optional is not reported as "
    "missing, and its entry in states_list does not carry the flag",
    "a_function_that_does_not_exist_is_an_error": "the message names the function and the remedy",
    "what_a_clientside_callback_may_answer": "undefined becomes null on its way through Python; "
    "not understood yet whether that is all",
    "errors_of_clientside_callbacks": "not understood yet: the text of the reports, and one call "
    "of a follower fewer",
}
