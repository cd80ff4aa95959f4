const fs = require('node:fs');
const Koa = require('koa');

const app = new Koa();

app.use(async (ctx) => {
  ctx.type = 'text/plain';
  ctx.body = fs.createReadStream(`files/${ctx.query.name}`);
});

app.listen(3000);
