"""Lint rules of Acme for trueup."""
