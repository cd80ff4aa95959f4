const cp = require('node:child_process');

exports.convert = (req, res) => {
  cp.exec(`python convert.py ${Number(req.query.id)}`, (error, stdout) => { // expect: SF601
    res.send(error ? 'failed' : stdout);
  });
};
