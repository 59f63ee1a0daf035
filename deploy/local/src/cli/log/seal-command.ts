import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { ContractRegistry, EVENT_CONTRACTS, LOG_OWNERS } from '@ywk/contracts';
import {
  anchorLine,
  firstUnlike,
  keptSeals,
  keyId,
  Sealer,
  type SignedSeal,
} from '@ywk/event-store';
import type { Command } from 'commander';
import { CannotConnect, pathOf } from '../connection.ts';
import {
  serviceDatabase,
  withDatabase,
  withServiceOptions,
  type ServiceOptions,
} from '../service-connection.ts';
import { privateKeyIn, sealsIn } from './seal-file.ts';

const OWNER_ONLY = 0o600;

const keygen = (options: { readonly out: string }): void => {
  const file = pathOf(options.out);
  for (const each of [file, `${file}.pub`]) {
    if (existsSync(each)) throw new CannotConnect(`${each} is there already.`);
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(file, pem, { mode: OWNER_ONLY, flag: 'wx' });
  writeFileSync(`${file}.pub`, publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
  process.stdout.write(
    `key ${keyId(publicKey)}: ${file} (secret 私钥), ${file}.pub (public 公钥)\n`,
  );
};

interface SealOptions extends ServiceOptions {
  readonly key: string;
  readonly from?: string;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

const told = ({ seal: { service, day, events, root } }: SignedSeal): void => {
  process.stdout.write(`${service} ${day}: ${events} events 事件, root ${root}\n`);
};

const seal = async (options: SealOptions): Promise<void> => {
  const { from } = options;
  if (from !== undefined && !DAY.test(from)) {
    throw new CannotConnect(`"${from}" is no day: write 2026-11-23.`);
  }
  const database = serviceDatabase(options);
  const { service } = database;
  const key = privateKeyIn(options.key);
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const parts = { service, logs: LOG_OWNERS[service], registry, key, onSealed: told };
  await withDatabase(database, async (pool) => {
    const made = await new Sealer({ pool, ...parts }).sealDays(from);
    if (made.length > 0) return;
    const last = (await keptSeals(pool)).at(-1)?.seal.day ?? 'nothing';
    process.stdout.write(`${service}: sealed up to ${last}, no day is over since 无需封存\n`);
  });
};

/** Adds to a file the seals that it does not hold yet; the others must be the same. */
const addTo = (out: string, kept: readonly SignedSeal[]): void => {
  const known = existsSync(out) ? sealsIn(out) : [];
  const unlike = firstUnlike(known, kept);
  if (unlike !== undefined) {
    throw new CannotConnect(`${out} holds the seal of ${unlike.day}: ${unlike.what}.`);
  }
  const last = known.at(-1)?.seal.number ?? 0;
  appendFileSync(out, linesOfSeals(kept.filter(({ seal: { number } }) => number > last)));
};

const linesOfSeals = (seals: readonly SignedSeal[]): string =>
  seals.map((each) => `${anchorLine(each)}\n`).join('');

const anchor = async (options: ServiceOptions & { readonly out?: string }): Promise<void> => {
  const kept = await withDatabase(serviceDatabase(options), keptSeals);
  if (options.out === undefined) process.stdout.write(linesOfSeals(kept));
  else addTo(pathOf(options.out), kept);
};

/** `ywk log keygen`, `ywk log seal`, `ywk log anchor` */
export const addSealCommands = (group: Command): void => {
  group
    .command('keygen')
    .description('Make the key that seals 生成封存密钥')
    .requiredOption('--out <file>', 'the secret key; the public one stands beside it, with .pub')
    .action(keygen);
  withServiceOptions(group.command('seal').description('Seal the days that are over 按日封存日志'))
    .requiredOption('--key <file>', 'secret Ed25519 key; keep it away from the database')
    .option('--from <day>', 'where none is sealed yet: the first day to seal; else yesterday')
    .action(seal);
  withServiceOptions(
    group.command('anchor').description('Print the seals, to be kept outside 输出封存记录'),
  )
    .option('--out <file>', 'add those that this file does not hold yet')
    .action(anchor);
};
