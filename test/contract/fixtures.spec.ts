import { describe, expect, test } from '@jest/globals';
import { canonicalText, ContractRegistry, EVENT_CONTRACTS, SchemaMismatch } from '@ywk/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../libs/contracts/fixtures', import.meta.url));
const registry = new ContractRegistry(EVENT_CONTRACTS);

const recorded = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.json'))
  .sort();
const nameOf = (file: string): { log: string; type: string; v: number } => {
  const match = /^([^/]+)[/](\w+)[.]v(\d+)[.]json$/.exec(file);
  if (match === null) throw new Error(`${file} is not <log>/<Type>.v<n>.json`);
  const [, log = '', type = '', v = ''] = match;
  return { log, type, v: Number(v) };
};
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8').trimEnd();

describe('each released event has a recorded text that stays readable', () => {
  test('no contract lacks its text, no text lacks its contract', () => {
    const released = EVENT_CONTRACTS.map(({ log, type, v }) => `${log}/${type}.v${v}.json`);
    expect(recorded).toEqual(released.sort());
  });

  test.each(recorded)('%s', (file) => {
    const { log, type, v } = nameOf(file);
    const dataText = textOf(file);
    const data: unknown = JSON.parse(dataText);
    expect(canonicalText(data)).toBe(dataText);
    expect(registry.validate({ log, type, v }, data)).toEqual(data);
    expect(registry.read({ log, type, v, dataText })).toBeDefined();
  });

  test.each(recorded)('%s accepts no member that its contract does not state', (file) => {
    const data = JSON.parse(textOf(file)) as Record<string, unknown>;
    const more = { ...data, callerName: 'nobody' };
    expect(() => registry.validate(nameOf(file), more)).toThrow(SchemaMismatch);
  });
});
