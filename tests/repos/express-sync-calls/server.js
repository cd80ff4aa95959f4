const express = require('express');
const documents = require('./routes/documents');
const reports = require('./routes/reports');

const app = express();
app.use(express.json());
app.use('/documents', documents);
app.use('/reports', reports);
app.listen(process.env.PORT || 3000);
