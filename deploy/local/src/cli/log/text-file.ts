import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { CannotConnect } from '../connection.ts';

const packed = (file: string): boolean => file.endsWith('.gz');

/** Lines of a text file, unpacked when its name ends in .gz; never the whole file in memory. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const bytes = createReadStream(file);
  const unpacked = packed(file) ? createGunzip() : undefined;
  if (unpacked !== undefined) bytes.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
  const text = (unpacked ?? bytes).setEncoding('utf8') as AsyncIterable<string>;
  let rest = '';
  for await (const chunk of text) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

const BATCH = 200;

async function* inBatches(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let batch: string[] = [];
  for await (const line of lines) {
    if (batch.push(line) < BATCH) continue;
    yield `${batch.join('\n')}\n`;
    batch = [];
  }
  if (batch.length > 0) yield `${batch.join('\n')}\n`;
}

/** Writes a new file, packed when its name ends in .gz; it appears whole or not at all. */
export const writeLines = async (file: string, lines: AsyncIterable<string>): Promise<void> => {
  if (existsSync(file)) throw new CannotConnect(`${file} is there already.`);
  const draft = `${file}.${process.pid}.part`;
  try {
    const text = Readable.from(inBatches(lines));
    const out = createWriteStream(draft, { flags: 'wx' });
    await (packed(file) ? pipeline(text, createGzip(), out) : pipeline(text, out));
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};
