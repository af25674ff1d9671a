"""The bench: how long everything takes, how much memory, and how both grow with the corpus. `python -m eval bench`."""
