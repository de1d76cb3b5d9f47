"""The languages of the page: those that words/ has a file for. A new file there is a new language."""

from importlib.resources import files

DEFAULT, FALLBACK = "es", "en"  # what the page opens in; what is said where a text is missing
FOLDER = files("lstm_core").joinpath("words")  # named, not imported: words/ builds upon this wing
LANGUAGES = (
    DEFAULT,
    FALLBACK,
    *sorted(
        {
            file.name.removesuffix(".toml")
            for file in FOLDER.iterdir()
            if file.name.endswith(".toml")
        }
        - {DEFAULT, FALLBACK}
    ),
)


def language_for(locale: str | None) -> str:
    """The first language whose id this locale ("es-MX") begins with, else English; without one Spanish."""
    if not locale:
        return DEFAULT
    return next((lang for lang in LANGUAGES if locale.startswith(lang)), FALLBACK)
