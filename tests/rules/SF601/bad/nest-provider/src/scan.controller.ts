import { Body, Controller, Post } from '@nestjs/common';
import { ScanService } from './scan.service';

@Controller('scans')
export class ScanController {
  constructor(private readonly scans: ScanService) {}

  @Post()
  start(@Body() body: { path: string }) {
    return this.scans.read(body.path);
  }
}
