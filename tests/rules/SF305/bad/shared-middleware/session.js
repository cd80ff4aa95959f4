const { find } = require('./store');

async function signedIn(req, res, next) {
  res.locals.user = await find(req.headers.authorization);
  next();
}

module.exports = { signedIn };
