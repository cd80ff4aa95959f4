const { PythonShell } = require('python-shell');

const shell = new PythonShell('model.py');

exports.ask = (question) => shell.send(question);
