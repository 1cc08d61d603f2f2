"""Tests of Dash apps in a real browser, without a server.

    def test_counter(pyrt_app):
        pyrt_app.start_app("app.py")
        pyrt_app.find_element("#add").click()
        pyrt_app.wait_for_text_to_equal("#count", "1")

The fixture comes with the package (pytest plugin); it needs `pip install pyrt-web[testing]`.
"""

from .keys import Keys

__all__ = ["Keys"]
