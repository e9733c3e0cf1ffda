"""The checksum of the `vectors.json` that was generated with this suite."""

SHA256 = "081eda40ca23524603f9629517df5357e8af99246f1282801e58bf288e6aca0c"
