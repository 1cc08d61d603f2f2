"""`app.server`: settings are kept, requests are refused (rule S8)."""

from __future__ import annotations

import pytest

from pyrt.engine.errors import UnsupportedFeatureError
from pyrt.server import ServerStandIn


class Settings:
    DEBUG = True
    name = "not taken"


def test_settings_are_taken_and_kept() -> None:
    server = ServerStandIn("app")
    server.secret_key = "secret"
    server.some_attribute = 1
    server.config.update(A=1)
    server.config["B"] = 2
    server.config.from_mapping({"C": 3}, lower=4)
    server.config.from_object(Settings)
    assert server.config == {"A": 1, "B": 2, "C": 3, "DEBUG": True}
    assert (server.name, server.import_name, server.secret_key) == ("app", "app", "secret")


@pytest.mark.parametrize(
    "name", ["route", "before_request", "add_url_rule", "errorhandler", "register_blueprint", "get"]
)
def test_what_waits_for_a_request_is_refused(name: str) -> None:
    with pytest.raises(UnsupportedFeatureError, match=rf"app\.server\.{name} needs a web server"):
        getattr(ServerStandIn("app"), name)


def test_a_server_cannot_run_or_be_called() -> None:
    with pytest.raises(UnsupportedFeatureError, match=r"Use app\.run\(\) instead"):
        ServerStandIn("app").run(port=80)
    with pytest.raises(UnsupportedFeatureError, match=r"Calling app\.server needs"):
        ServerStandIn("app")({}, None)


def test_an_unknown_attribute_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing': there is no server"):
        _ = ServerStandIn("app").nothing
    assert not hasattr(ServerStandIn("app"), "nothing")
