"""What stands between the socket and the page. Starlette alone: no Streamlit."""

from lstm_core.server.asgi import lifespan, middleware, routes

__all__ = ["lifespan", "middleware", "routes"]
