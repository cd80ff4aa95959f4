const { PythonShell } = require('python-shell');

function classify(text) {
  return new Promise((resolve) => {
    const shell = new PythonShell('classify.py', { args: [text] }); // expect: SF601 warning
    shell.on('message', resolve);
  });
}

module.exports = classify;
