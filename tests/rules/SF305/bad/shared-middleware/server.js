const express = require('express');

const app = express();
app.use('/accounts', require('./accounts'));
app.use('/secrets', require('./secrets'));
app.listen(3000);
