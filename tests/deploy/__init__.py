"""The page as it is served to a class: several processes, and nginx before them."""
