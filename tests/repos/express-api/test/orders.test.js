const fs = require('fs');

test('reads', () => fs.readFileSync('x'));
