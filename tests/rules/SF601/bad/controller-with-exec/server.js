const express = require('express');
const { convert } = require('./controllers/convert');

const app = express();
app.get('/convert', convert);
app.listen(3000);
