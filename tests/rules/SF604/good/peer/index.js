const { headers } = require('next/headers');

module.exports = { headers };
