"""Plotly Dash apps that run entirely in the browser."""
