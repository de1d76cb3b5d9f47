"""What each letter on the page is, for who asks where it stands; and the words that are asked."""

from functools import cache

from lstm_core.words.language import say

# What stands on the page -> the name under which it is explained.
LETTERS = {
    **{letter: letter for letter in "ChxzfioyatTDHWb"},
    **{"C̃": "C_tilde", "σ": "sigma", "tanh": "tanh", "⊙": "times"},
}
PHRASES = ("unit", "notebook")  # words of sentences, in each of their forms


@cache
def explanations(lang: str) -> dict[str, str]:
    """What is said, in a sentence or two, of each letter and word as it stands on the page."""
    letters = {text: say(f"explained_{name}", lang) for text, name in LETTERS.items()}
    phrases = {
        form: say(f"explained_{name}", lang)
        for name in PHRASES
        for form in say(f"explained_{name}_said", lang).split("|")
    }
    return letters | phrases
