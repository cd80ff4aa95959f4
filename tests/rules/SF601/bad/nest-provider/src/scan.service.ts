import { Injectable } from '@nestjs/common';
import { exec } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(exec);

@Injectable()
export class ScanService {
  async read(path: string): Promise<string> {
    const { stdout } = await run(`python3 ocr.py ${path}`); // expect: SF601 warning
    return stdout;
  }
}
