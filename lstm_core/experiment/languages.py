"""The languages of the page: those that words/ has a file for."""

from importlib.resources import files

DEFAULT, FALLBACK = "es", "en"  # what the page opens in; what is said where a text is missing
FOLDER = files("lstm_core").joinpath("words")  # named, not imported: words/ builds upon this wing
NAMES = [file.name for file in FOLDER.iterdir()]
FOUND = {name.removesuffix(".toml") for name in NAMES if name.endswith(".toml")}
LANGUAGES = (DEFAULT, FALLBACK, *sorted(FOUND - {DEFAULT, FALLBACK}))


def language_for(locale: str | None) -> str:
    """The first language whose id this locale begins with ("es-MX": "es"), else English.

    Without a locale it is Spanish.
    """
    if not locale:
        return DEFAULT
    return next((lang for lang in LANGUAGES if locale.startswith(lang)), FALLBACK)
