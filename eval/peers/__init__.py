"""Yakkan beside the libraries that one would otherwise build such a desk with, each as its documentation sets it up.

`texts` holds what all of them are given and how their answers are judged, each system has a module of its own, `child`
is the process that one of them is measured in, `compare` the command.
"""
