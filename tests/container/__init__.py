"""The image, the providers that need Docker, and a real runner. `make container` runs them."""
