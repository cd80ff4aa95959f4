const mongoose = require('mongoose');

module.exports = mongoose.model('Order', new mongoose.Schema({ what: String, count: Number }));
