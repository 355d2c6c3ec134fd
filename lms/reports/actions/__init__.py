"""What is decided on dashboards. Who and when are arguments; nothing here commits.

jobs    what an administrator decides on jobs
"""
