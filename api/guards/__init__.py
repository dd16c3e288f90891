"""What stands around every request: limits, keys, roles, proxies, figures."""
