const fs = require('fs');

// Read on every request, so that changes count at once.
function settings() {
  return JSON.parse(fs.readFileSync('settings.json', 'utf8'));
}

module.exports = { settings };
