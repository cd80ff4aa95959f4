#!/usr/bin/env node
const { execSync } = require('child_process');
const fs = require('fs');

async function tidy(files) {
  for (const file of files) fs.writeFileSync(file, fs.readFileSync(file, 'utf8').trim());
  execSync('git add -A');
}

tidy(process.argv.slice(2));
