"""The checksum of the `vectors.json` that was generated with this suite."""

SHA256 = "4a7e678fc161ac9435aedddec1d5d6fa4a4e612234306e38be70f9443603f411"
