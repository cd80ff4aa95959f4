const { RedisStore } = require('connect-redis');
const express = require('express');
const session = require('express-session');

const app = express();
const secret = process.env.SECRET;

if (process.env.REDIS_HOST) {
  app.use(session({ secret, resave: false, store: new RedisStore({ client: require('./redis') }) }));
} else {
  app.use(session({ secret, resave: false }));
}
app.listen(3000);
