import { readdirSync, readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { describe, expect, test } from '@jest/globals';
import {
  asyncApiOf,
  DOORS,
  encodeEnvelope,
  EVENT_CONTRACTS,
  expectedHash,
  GENESIS_HASH,
  LOGS,
  type EventEnvelope,
} from '@ywk/contracts';
import { stringify } from 'yaml';
import { asyncApiText, EventCheck } from '../support/event-check.ts';
import { nameOf } from './release-gate.ts';

const folder = new URL('../../libs/contracts/fixtures/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);
const text = asyncApiText();
const check = new EventCheck();

/** A recorded text as it would travel. */
const sent = (file: string): EventEnvelope => {
  const event = {
    ...nameOf(file),
    ...{ partition: 0, pos: 1, logEpoch: 1, streamVersion: 1, prevHash: GENESIS_HASH, hash: '' },
    ...{ stream: 's', key: 'k', actor: 'tester', causationId: null, correlationId: null },
    eventId: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a07',
    commandId: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a08',
    occurredAt: '2024-05-31T15:50:00.000Z',
    recordedAt: '2024-05-31T15:50:01.000Z',
    dataText: readFileSync(new URL(file, folder), 'utf8').trimEnd(),
  };
  return { ...event, hash: expectedHash(event) };
};

const faultsOf = (file: string, change: Partial<EventEnvelope> = {}): string[] => {
  const event = sent(file);
  return check.faults(event.log, encodeEnvelope({ ...event, ...change }));
};

describe('docs/asyncapi.yaml', () => {
  test('says what the contracts say; `npm run events` writes it', () =>
    expect(text).toBe(stringify(asyncApiOf(EVENT_CONTRACTS), { aliasDuplicateObjects: false })));

  test('is valid, and tells of every log, every door and every released event', async () => {
    const { document, diagnostics } = await new Parser().parse(text);
    expect(diagnostics.filter(({ severity }) => severity < 2)).toEqual([]);
    const channels = document?.channels().all() ?? [];
    const known = [...Object.values(LOGS), ...Object.values(DOORS)];
    expect(channels.map((one) => one.id()).sort()).toEqual(known.sort());
    expect(document?.allMessages().all()).toHaveLength(EVENT_CONTRACTS.length + 2);
  });

  test.each(files)('allows the recorded %s', (file) => expect(faultsOf(file)).toEqual([]));

  test('refuses a member too many, another log and a version that is none', () => {
    const file = 'duty.fact.v1/FactRecorded.v1.json';
    const { dataText } = sent(file);
    const more = dataText.replace(/}$/, ',"callerName":"nobody"}');
    expect(faultsOf(file, { dataText: more }).join()).toContain('additional properties');
    const elsewhere = encodeEnvelope({ ...sent(file), log: LOGS.call });
    expect(check.faults(LOGS.fact, elsewhere)).toEqual([
      'duty.fact.v1 states no message duty.call.FactRecorded.v1',
    ]);
    expect(faultsOf(file, { v: 9 })).toHaveLength(1);
    expect(faultsOf(file, { pos: 0 }).join()).toContain('/pos');
  });

  test('a type without a Chinese label cannot be released', () => {
    const [contract] = EVENT_CONTRACTS;
    if (contract === undefined) throw new Error('There is a contract.');
    expect(() => asyncApiOf([{ ...contract, type: 'Unlabelled' }])).toThrow(
      'Unlabelled has no Chinese label',
    );
  });
});
