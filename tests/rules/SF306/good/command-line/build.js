#!/usr/bin/env node
const { spawn } = require('child_process');

const child = spawn('make', ['all']);
child.stdout.pipe(process.stdout);
