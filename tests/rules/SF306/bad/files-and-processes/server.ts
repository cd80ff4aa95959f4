import { spawn } from 'node:child_process';
import fs from 'node:fs';
import express, { Request, Response } from 'express';

const app = express();

app.get('/file', (req: Request, res: Response) => {
  fs.createReadStream(`/srv/${req.query.name}`).pipe(res); // expect: SF306 warning
});

app.get('/thumbnail', (req: Request, res: Response) => {
  const child = spawn('convert', ['-', 'png:-']); // expect: SF306 warning
  child.stdout.pipe(res);
});

app.listen(3000);
