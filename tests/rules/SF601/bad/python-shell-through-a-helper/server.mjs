import Fastify from 'fastify';
import { PythonShell } from 'python-shell';

const fastify = Fastify();

async function score(text) {
  return PythonShell.run('score.py', { args: [text] }); // expect: SF601
}

fastify.get('/score', async (request) => ({ score: await score(request.query.text) }));

await fastify.listen({ port: 3000 });
