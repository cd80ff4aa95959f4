const express = require('express');
const labels = require('./controllers/labels');

const app = express();
app.post('/labels', labels.create);
app.listen(3000);
