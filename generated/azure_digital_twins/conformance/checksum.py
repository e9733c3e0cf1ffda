"""The checksum of the `vectors.json` that was generated with this suite."""

SHA256 = "681c85eaf4096c6110661dc0249c367f820869fcb071fe02a1d636418b1b99a1"
