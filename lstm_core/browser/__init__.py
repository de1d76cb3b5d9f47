"""What runs in the browser, and the data that crosses to it."""
