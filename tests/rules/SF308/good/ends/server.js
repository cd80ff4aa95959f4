const express = require('express');
const { stop } = require('./life');

const app = express();
const server = app.listen(3000);

process.on('uncaughtException', (error) => {
  console.error('uncaught', error);
  server.close(() => process.exit(1));
});
process.on('uncaughtException', stop);
process.on('uncaughtException', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
process.on('unhandledRejection', (error) => console.error(error));
