const express = require('express');
const mongoose = require('mongoose');
const orders = require('./routes/orders');

const app = express();
app.use(express.json());
app.use('/orders', orders);

mongoose.connect(process.env.DATABASE_URL).then(() => app.listen(3000));
