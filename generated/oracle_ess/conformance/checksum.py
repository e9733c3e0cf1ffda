"""The checksum of the `vectors.json` that was generated with this suite."""

SHA256 = "3fa2c5182f2b3a3d285788d60329289ae93811ec30b7595c44dda152938159d2"
