const csrf = require('csurf');
const express = require('express');

const app = express();
app.use(csrf());
app.get('/', (req, res) => res.send('hello'));
app.listen(3000);
