"""From the files of the agreements to provisions, each under its locator."""
