const express = require('express');
const { spawn, execFile } = require('child_process');

// A request never says spawn('python3', ['predict.py']).
const model = spawn('python3', ['model_server.py']);
const app = express();

function prepare() {
  spawn('python3', ['warm_up.py']);
}

app.get('/thumbnail', (req, res) => {
  execFile('convert', ['in.png', 'out.png'], () => res.sendFile('out.png'));
});

prepare();
app.listen(3000, () => model.stdin.write('ready'));
