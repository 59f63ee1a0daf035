import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PARTITIONS } from '@ywk/contracts';
import type { TopicChanges } from '@ywk/messaging';
import { afterAll, describe, expect, test } from '@jest/globals';
import { sealFinding, versionFinding } from './database-checks.ts';
import { figureFindings, samplesIn } from './figures.ts';
import { exitCodeOf, linesOf, type Finding } from './finding.ts';
import {
  certificateFinding,
  certificateFindings,
  diskFinding,
  secretFindings,
} from './host-checks.ts';
import { lookFindings, type DatabaseLook } from './server-checks.ts';
import { clockFinding, serviceFindings } from './service-checks.ts';
import { kafkaFindings, rightFindings, topicFindings, type TopicLook } from './topic-checks.ts';

/** Of a key that nobody has; valid for a year. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBgDCCASegAwIBAgIUMwqdh3EwDXco+DYPLaJdyv+nOkcwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLZG9jdG9yLnRlc3QwHhcNMjYxMTI5MDc0NDExWhcNMjcxMTI5
MDc0NDExWjAWMRQwEgYDVQQDDAtkb2N0b3IudGVzdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABEQPWcVv3liGXv4CFeMTFoegAuNhxhZkvWY/m60dAV2YevcMLqKN
P9b0fL4ZWj59Gg1TMbhCnteFpiRNVgF1P46jUzBRMB0GA1UdDgQWBBTTxyk8Csdu
9v/bVmQ5zu22n2XyKjAfBgNVHSMEGDAWgBTTxyk8Csdu9v/bVmQ5zu22n2XyKjAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDKQ3QXxGETP5uR0kN34
HbxKDqHFf5VVxrl2y7C/Ssn4AiAnVvjwN/yQglbr+D6O+EgCFAnt2lPfpQiGz261
be6+4w==
-----END CERTIFICATE-----`;
const EXPIRES = Date.parse('Nov 29 07:44:11 2027 GMT');
const DAY = 86_400_000;

const folder = mkdtempSync(join(tmpdir(), 'ywk-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ check, severity, place }) => `${check} ${severity} ${place}`);

describe('figures', () => {
  const figures = (text: string): string[] =>
    said(figureFindings('duty', samplesIn(text))).filter((line) => !line.includes(' ok '));

  test.each([
    ['ywk_follower_oldest_seconds{group="g",log="l",service="duty"} 61', 'lag warn duty g l'],
    ['ywk_follower_oldest_seconds{group="g",log="l",service="duty"} 301', 'lag fail duty g l'],
    ['ywk_relay_age_seconds{log="l",service="duty"} 30.5', 'relay warn duty l'],
    ['ywk_relay_age_seconds{log="l",service="duty"} 1e+3', 'relay fail duty l'],
    ['ywk_parked_items{group="g",service="duty"} 1', 'parked warn duty g'],
    ['ywk_parked_oldest_seconds{group="g",service="duty"} 86401', 'parked fail duty g'],
    ['ywk_halted_partitions{group="g",service="duty"} 1', 'halted fail duty g'],
    ['ywk_pool_waiting{pool="p",service="duty"} 3', 'pool warn duty p'],
    ['nodejs_eventloop_lag_p99_seconds{service="duty"} 0.25', 'loop warn duty'],
    ['ywk_feed_missing_events{source="cad-1",service="duty"} 2', 'feed warn duty cad-1'],
  ])('%s: %s', (series, finding) =>
    expect(figures(`# HELP some words\n${series}\nother{a="b"} 999999\n`)).toEqual([finding]),
  );

  test('within bounds are one line a check', () => {
    const good = figureFindings('duty', samplesIn('ywk_parked_items{group="g"} 0\n'));
    expect(said(good)).toContain('parked ok duty');
    expect(exitCodeOf(good)).toBe(0);
  });
});

describe('a database', () => {
  const good: DatabaseLook = {
    ...{ now: 1_000, wal: 1e9, standby: false, unsafe: [], damaged: 0, invalid: [] },
    ...{ longest: 1, used: 20, allowed: 100 },
  };
  const look = (change: Partial<DatabaseLook>): string[] =>
    said(lookFindings('db', { ...good, ...change }, 1_000));

  test('that is well', () =>
    expect(look({ wal: null })).toEqual(['database ok db', 'clock ok db']));

  test.each<[Partial<DatabaseLook>, string]>([
    [{ standby: true }, 'fail'],
    [{ unsafe: ['fsync=off'] }, 'fail'],
    [{ damaged: 1 }, 'fail'],
    [{ invalid: ['i'] }, 'warn'],
    [{ longest: 301 }, 'warn'],
    [{ used: 90 }, 'warn'],
    [{ wal: 2 ** 35 }, 'warn'],
  ])('with %j: %s', (change, severity) => expect(look(change)[0]).toBe(`database ${severity} db`));

  test.each([
    [2, 'ok'],
    [-3, 'warn'],
    [61, 'fail'],
  ])('whose clock is %d s ahead: %s', (seconds, severity) =>
    expect(clockFinding('db', seconds).severity).toBe(severity),
  );

  test('of another version', () => {
    const version = { database: 'd', stands: 'B2', knows: 'B2', missing: [], unknown: [] };
    expect(versionFinding(version).severity).toBe('ok');
    expect(versionFinding({ ...version, missing: ['A1'] }).what.en).toBe('not migrated: A1');
    expect(versionFinding({ ...version, unknown: ['C3'] })).toMatchObject({
      ...{ severity: 'fail', what: { en: 'newer than this program: C3' } },
    });
  });

  test('whose logs were sealed long ago', () => {
    const now = Date.parse('2024-06-10T00:00:00Z');
    const days = [undefined, '2024-06-09', '2024-06-01'];
    expect(days.map((day) => sealFinding('d', day, now).severity)).toEqual(['ok', 'ok', 'warn']);
  });
});

describe('topics', () => {
  const place = { leader: 1, replicas: [1], inSync: [1] };
  const standings = Array.from({ length: PARTITIONS }, (_, partition) => ({ ...place, partition }));
  const short = { topic: 't', name: 'retention.ms', is: '1000', shall: '2592000000' };
  const good: TopicLook = { topic: 't', standings, settings: [] };
  const [first = { ...place, partition: 0 }, ...others] = standings;

  test.each<[string, Partial<TopicLook>, string[]]>([
    ['well', {}, ['ok']],
    ['with too few partitions', { standings: others }, ['fail']],
    ['without a leader', { standings: [{ ...first, leader: -1 }, ...others] }, ['fail']],
    ['with a copy behind', { standings: [{ ...first, replicas: [1, 2] }, ...others] }, ['warn']],
    ['kept too short', { settings: [short] }, ['warn']],
  ])('%s', (_, change, severities) =>
    expect(topicFindings({ ...good, ...change }).map(({ severity }) => severity)).toEqual(
      severities,
    ),
  );

  test('rights of users: given, lacking, too many, and where nobody is refused anything', () => {
    const right = 'User:ywk-duty may write topic t';
    const severities = (rights: TopicChanges['rights']): string[] =>
      said(rightFindings('b', rights));
    expect(severities(undefined)).toEqual(['right ok b']);
    expect(severities({ give: [], take: [] })).toEqual(['right ok b']);
    expect(severities({ give: [right], take: [] })).toEqual(['right fail b']);
    expect(severities({ give: [], take: [right] })).toEqual(['right warn b']);
  });
});

describe('the host', () => {
  test.each([
    [50, 'ok'],
    [10, 'warn'],
    [4, 'fail'],
  ])('a disk of which %d %% are left: %s', (left, severity) =>
    expect(diskFinding('/', left * 2 ** 30, 100 * 2 ** 30).severity).toBe(severity),
  );

  test('a disk of which little is left, however small the share', () =>
    expect(diskFinding('/', 2 ** 29, 2 ** 30).severity).toBe('fail'));

  test.each([
    [31, 'ok'],
    [29, 'warn'],
    [6, 'fail'],
    [-1, 'fail'],
    [400, 'fail'],
  ])('a certificate with %d days to go: %s', (days, severity) =>
    expect(certificateFinding('c', CERTIFICATE, EXPIRES - days * DAY).severity).toBe(severity),
  );

  test('every certificate of a file; a file without one', () => {
    const file = join(folder, 'two.pem');
    writeFileSync(file, `${CERTIFICATE}\n${CERTIFICATE}\n`);
    const found = certificateFindings([file, join(folder, 'none.pem')], EXPIRES - 100 * DAY);
    expect(found.map(({ severity }) => severity)).toEqual(['ok', 'ok', 'fail']);
  });

  test('a secret that others may read', () => {
    const file = join(folder, 'secrets.json');
    writeFileSync(file, '{}', { mode: 0o600 });
    expect(said(secretFindings([file]))).toEqual([`secret ok ${file}`]);
    chmodSync(file, 0o644);
    expect(said(secretFindings([file]))).toEqual([`secret fail ${file}`]);
  });
});

describe('who does not answer', () => {
  const CLOSED = '127.0.0.1:9';

  test('is a finding, with the end of its log', async () => {
    const at = { service: 'duty', url: `http://${CLOSED}`, lastWords: 'duty: no PORT' } as const;
    const [finding] = await serviceFindings(at);
    expect(finding).toMatchObject({ check: 'service', severity: 'fail' });
    expect(finding?.what.en).toContain('its log ends with: duty: no PORT');
  });

  test('is a finding for Kafka too', async () => {
    const findings = await kafkaFindings([CLOSED]);
    expect(said(findings)).toEqual([`topic fail ${CLOSED}`]);
  }, 60_000);
});

test('the worst stands first, says what to do in both languages, and makes the exit code', () => {
  const findings = [clockFinding('a', 0), clockFinding('b', 3), clockFinding('c', 100)];
  const lines = linesOf(findings);
  expect(lines[0]).toMatch(/^✘ clock {2}c/);
  expect(lines.slice(1, 3).every((line) => line.startsWith('    → '))).toBe(true);
  expect(lines.at(-1)).toBe('1 failed 失败, 1 to look at 关注, 1 well 正常');
  expect([findings, findings.slice(0, 2), findings.slice(0, 1)].map(exitCodeOf)).toEqual([2, 1, 0]);
});
