import Koa from 'koa';
import * as fs from 'fs-extra';

const app = new Koa();

class Store {
  save(name: string, text: string): void {
    fs.outputFileSync(name, text); // expect: SF101 info
  }

  async keep(name: string, text: string): Promise<void> {
    this.save(name, text);
  }
}

const store = new Store();

app.use(async (ctx, next) => {
  await store.keep('last', ctx.path);
  await next();
});

app.listen(3000);
