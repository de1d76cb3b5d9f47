"""What Streamlit calls its own parts, which is English in every language, in the page's words."""

from functools import cache

from lstm_core.words.language import say

# Its names as they are, or as they begin and end where {about} stands between; and ours.
NAMES = {
    "Expand sidebar": "expand",
    "Collapse sidebar": "collapse",
    "Sidebar": "sidebar",
    "Skip to main content": "skip",
    "Main menu": "menu",
    "Close": "close",
    "Open": "open",
    "Increment": "more",
    "Decrement": "less",
    "Clear value": "clear",
    "Help": "help",
    "Help for {about}": "help_for",
    "Copy to clipboard": "copy",
    "Copied": "copied",
    "Fullscreen": "full",
    "Close fullscreen": "full_close",
    "Running...": "running",
    "Stop script": "stop",
    "Theme": "theme",
    "System": "theme_system",
    "Light": "theme_light",
    "Dark": "theme_dark",
    "Upload {about}": "upload",
    "file upload": "file",
    "Connecting": "connecting",
    "Connection error": "lost",
    "Streamlit server is not responding{about}": "lost_why",
    "Is Streamlit still running{about}": "lost_why",
    "Remove {about}": "remove",
    "Add files": "file",
    "File must be 1.0MB or smaller.": "too_large",
    "{about} files are not allowed.": "other_kind",
    "{about} files are not allowed. File must be 1.0MB or smaller.": "other_kind",
    "AxiosError: Request failed with status code 429": "often",  # server/uploads.py
}


@cache
def streamlit_names(lang: str) -> dict[str, str]:
    """Our words for each of Streamlit's; {about} stands in both for what it is about."""
    return {name: say(f"streamlit_{key}", lang, about="{about}") for name, key in NAMES.items()}
