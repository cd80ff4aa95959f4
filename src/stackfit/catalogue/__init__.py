"""The data under `profiles/`, loaded through typed readers into frozen values."""
