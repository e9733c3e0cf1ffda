"""Operations without a network, by group: build a request, parse an answer."""
