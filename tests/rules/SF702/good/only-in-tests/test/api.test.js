import got from 'got';

await got('http://localhost:3000/');
