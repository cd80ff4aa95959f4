import express from 'express';
import { listUsers } from './controllers/users.js';

const router = express.Router();

router.get('/users', listUsers); // expect: SF305 warning

express().use(router).listen(3000);
