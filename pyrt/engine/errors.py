"""The exceptions an app can meet and catch.  Names and places in the tree are Dash's.

    DashException
    ├── CallbackException
    │   ├── NonExistentEventException
    │   ├── IncorrectTypeException
    │   ├── IDsCantContainPeriods
    │   │   └── InvalidComponentIdError
    │   ├── WildcardInLongCallback
    │   ├── PreventUpdate
    │   ├── InvalidCallbackReturnValue
    │   │   ├── SchemaTypeValidationError       (engine/grouping.py)
    │   │   ├── SchemaLengthValidationError     (engine/grouping.py)
    │   │   └── SchemaKeysValidationError       (engine/grouping.py)
    │   ├── MissingCallbackContextException
    │   ├── UnsupportedRelativePath
    │   ├── WebSocketCallbackError
    │   └── WebsocketDisconnected
    ├── ObsoleteKwargException
    ├── ObsoleteAttributeException
    ├── NoLayoutException
    ├── DuplicateIdError
    ├── DuplicateCallback
    ├── InvalidConfig
    ├── InvalidIndexException
    ├── InvalidResourceError
    ├── DependencyException
    ├── ResourceException
    ├── ProxyError
    ├── BackgroundCallbackError
    ├── MissingLongCallbackManagerError
    ├── PageError
    ├── ImportedInsideCallbackError
    ├── HookError
    ├── AppNotFoundError
    └── UnsupportedFeatureError                 (pyrt's own: no server, or not in this version)

User code imports them from `dash.exceptions` (`pyrt.exceptions`).
"""

from __future__ import annotations

from textwrap import dedent


class DashException(Exception):  # Dash's name
    """Base of all.  The message may be an indented triple-quoted string."""

    def __init__(self, msg: str = "") -> None:
        super().__init__(dedent(msg).strip())


class CallbackException(DashException):
    """Something is wrong with a callback: its definition, its call or its result."""


class NonExistentEventException(CallbackException):
    """A dependency on an event; these left Dash before version 1."""


class IncorrectTypeException(CallbackException):
    """A callback argument, a component id or a property name of the wrong type."""


class IDsCantContainPeriods(CallbackException):
    """The old name of `InvalidComponentIdError`, still caught by some apps."""


class InvalidComponentIdError(IDsCantContainPeriods):
    """A string id with a character that Dash uses itself (A5)."""


class WildcardInLongCallback(CallbackException):
    """A pattern-matching id where background callbacks do not allow one (A11)."""


class PreventUpdate(CallbackException):
    """Raised by the app: leave all outputs as they are (I1)."""


class InvalidCallbackReturnValue(CallbackException):
    """The value a callback returned does not fit its outputs (I4 to I6)."""


class MissingCallbackContextException(CallbackException):
    """`ctx` or `set_props` used outside a callback (H1)."""


class UnsupportedRelativePath(CallbackException):
    """A path that does not start with the prefix it should have (P12)."""


class WebSocketCallbackError(CallbackException):
    """A callback was called over a socket it is not registered for."""


class WebsocketDisconnected(CallbackException):
    """The page a long-lived callback talks to is gone."""


class ObsoleteKwargException(DashException):
    """A keyword that Dash no longer has."""


class ObsoleteAttributeException(DashException):
    """An attribute that Dash no longer has."""


class NoLayoutException(DashException):
    """The app has no layout, or one that is no layout (A16)."""


class DuplicateIdError(DashException):
    """Two components of the first layout have the same id (A16)."""


class DuplicateCallback(DashException):
    """An output is already taken (A2), or shared without the rules for it (A8)."""


class InvalidConfig(DashException):
    """Arguments of `Dash(...)` that contradict each other (S9)."""


class InvalidIndexException(DashException):
    """`index_string` or `interpolate_index` lacks a part the page needs (S3)."""


class InvalidResourceError(DashException):
    """A script or stylesheet entry that names no file."""


class DependencyException(DashException):
    """A file of a component library that is not registered."""


class ResourceException(DashException):
    """A resource that can be found nowhere."""


class ProxyError(DashException):
    """A proxy setting that does not fit the address the app runs at."""


class BackgroundCallbackError(DashException):
    """A background callback failed, or feeds itself (A11)."""


class MissingLongCallbackManagerError(DashException):
    """A background callback without a manager to run it."""


class PageError(DashException):
    """A page was registered at the wrong time or under a wrong name (P2)."""


class ImportedInsideCallbackError(DashException):
    """A component library was first imported while a callback ran (A18).  Dash raises it; here
    that works, and the name is for apps that catch it."""


class HookError(DashException):
    """A hook was registered in a way that cannot work."""


class AppNotFoundError(DashException):
    """`get_app()` before there is an app (H12)."""


class UnsupportedFeatureError(DashException):
    """The app uses something that needs a server, or that this version does not have yet.

    Not a Dash class: under Dash these things work.  The message names what to do instead.
    """
