const express = require('express');
const { note } = require('./log');

const app = express();

process.on('uncaughtException', (error) => {  // expect: SF308
  console.error('uncaught', error);
});
process.on('uncaughtException', note);  // expect: SF308

app.get('/', (req, res) => res.send('hello'));
app.listen(3000);
