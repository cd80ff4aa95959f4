from setuptools import setup

setup(name="echo", py_modules=["echo"])
