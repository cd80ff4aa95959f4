const request = require('request');
const express = require('express');

const app = express();
app.get('/', (req, res) => request('http://stock/').pipe(res));
app.listen(3000);
