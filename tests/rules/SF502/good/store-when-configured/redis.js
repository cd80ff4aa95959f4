module.exports = require('redis').createClient();
module.exports.on('error', console.error);
