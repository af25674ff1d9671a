"""Questions about money and dates, computed: each step with its clause."""
