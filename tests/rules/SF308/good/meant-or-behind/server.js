const express = require('express');
const { report } = require('./life');

const app = express();
app.listen(3000);

process.on('uncaughtException', (error) => {
  report(error);
});

// Keep the server running, whatever a tile renderer throws.
process.on('uncaughtException', (error) => console.error(error));
