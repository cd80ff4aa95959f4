from setuptools import find_packages, setup

setup(
    name="quickgrid",
    version="0.4",
    description="A library for reading and writing grids of numbers",
    packages=find_packages(),
    python_requires=">=3.9",
    install_requires=["numpy"],
    extras_require={"plot": ["matplotlib"]},
)
