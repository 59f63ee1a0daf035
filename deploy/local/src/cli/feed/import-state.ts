import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Where an import stands that was broken off: so many events were acknowledged. */
export class ImportState {
  private constructor(private readonly file: string) {}

  /** The state of this file with this map at this door. */
  static async of(folder: string, parts: { file: string; map: string; url: string }) {
    const hash = createHash('sha256').update(`${parts.url}\n`).update(readFileSync(parts.map));
    for await (const chunk of createReadStream(parts.file)) hash.update(chunk as Buffer);
    mkdirSync(folder, { recursive: true });
    return new ImportState(join(folder, `${hash.digest('hex')}.json`));
  }

  /** Events that need not be sent again. */
  acknowledged(): number {
    if (!existsSync(this.file)) return 0;
    const { events } = JSON.parse(readFileSync(this.file, 'utf8')) as { events: number };
    return events;
  }

  /** The file appears whole or not at all. */
  keep(events: number): void {
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ events }));
    renameSync(draft, this.file);
  }

  /** The import is complete: the next one begins anew and finds everything known. */
  forget(): void {
    rmSync(this.file, { force: true });
  }
}
