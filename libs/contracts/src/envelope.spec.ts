import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalText } from './canonical.ts';
import {
  chainHash,
  contentHash,
  decodeEnvelope,
  encodeEnvelope,
  expectedHash,
  GENESIS_HASH,
  MalformedEnvelope,
  type EventEnvelope,
} from './envelope.ts';

const bare: EventEnvelope = {
  log: 'duty.fact.v1',
  partition: 46,
  pos: 7,
  logEpoch: 1,
  prevHash: GENESIS_HASH,
  hash: GENESIS_HASH,
  eventId: '018fd3a2-5c3b-7e10-8a4d-2f6c1b9e0a11',
  type: 'FactRecorded',
  v: 1,
  stream: 'officer-8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  streamVersion: 3,
  key: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  occurredAt: '2024-05-31T15:50:00.000Z',
  recordedAt: '2024-05-31T15:50:01.250Z',
  commandId: '018fd3a2-5c3b-7e10-8a4d-2f6c1b9e0a12',
  causationId: null,
  correlationId: null,
  actor: 'cad-zjg',
  dataText: '{"amounts":{"answerMs":7000},"note":"接警,\\"data\\":"}',
};
const event: EventEnvelope = { ...bare, hash: expectedHash(bare) };

/** One other value for each field that the hash must cover. */
const CHANGES: Partial<EventEnvelope> = {
  log: 'duty.call',
  partition: 47,
  pos: 8,
  logEpoch: 2,
  prevHash: '1'.repeat(64),
  eventId: '018fd3a2-5c3b-7e10-8a4d-2f6c1b9e0a13',
  type: 'FactReversed',
  v: 2,
  stream: 'officer-other',
  streamVersion: 4,
  key: 'other',
  occurredAt: '2024-05-31T15:50:00.001Z',
  recordedAt: '2024-05-31T15:50:01.251Z',
  commandId: '018fd3a2-5c3b-7e10-8a4d-2f6c1b9e0a14',
  causationId: 'cause',
  correlationId: 'cause',
  actor: 'somebody',
  dataText: '{"amounts":{"answerMs":7001},"note":"接警,\\"data\\":"}',
};

describe('the wire form', () => {
  test('comes back as it went, and its data byte for byte', () => {
    expect(decodeEnvelope(encodeEnvelope(event))).toEqual(event);
    expect(JSON.parse(encodeEnvelope(event))).toMatchObject({
      data: { amounts: { answerMs: 7000 } },
    });
  });

  test('keeps any data and any name', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(fc.jsonValue(), name, name, (data, key, actor) => {
        const any = { ...event, dataText: canonicalText(data), key, actor };
        expect(decodeEnvelope(encodeEnvelope(any))).toEqual(any);
      }),
      { seed: 20260517 },
    );
  });

  test.each([
    ['no JSON', '{"log":'],
    ['no object', '[]'],
    ['without data', '{"log":"a"}'],
    ['a member missing', encodeEnvelope(event).replace('"pos":7,', '')],
    ['a member of another type', encodeEnvelope(event).replace('"pos":7,', '"pos":"7",')],
  ])('%s is no envelope', (_what, text) =>
    expect(() => decodeEnvelope(text)).toThrow(MalformedEnvelope),
  );
});

describe('the hash', () => {
  test('does not change with the years', () => {
    expect(contentHash(event)).toBe(
      '55280448c34f82ba187403796123d63f9debd10c60ea00599fe6650e03553705',
    );
    expect(event.hash).toBe('b42260487edf27e86407cc8919eee476dae4264f8bbae51d0fad295d85dee3bd');
  });

  test('is the chain over the content', () =>
    expect(event.hash).toBe(
      chainHash({
        prevHash: GENESIS_HASH,
        contentHash: contentHash(event),
        pos: 7,
        streamVersion: 3,
        recordedMs: Date.UTC(2024, 4, 31, 15, 50, 1, 250),
        logEpoch: 1,
      }),
    ));

  test('the list of changes names every field', () =>
    expect(Object.keys({ ...CHANGES, hash: '' }).sort()).toEqual(Object.keys(event).sort()));

  test.each(Object.entries(CHANGES))('tells another %s', (member, value) =>
    expect(expectedHash({ ...event, [member]: value })).not.toBe(event.hash),
  );
});
