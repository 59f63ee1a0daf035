import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { label, well, wrong, type Finding } from './finding.ts';

const GIB = 2 ** 30;

/** Shares of a disk that may be used before somebody looks, or is called; and what must be left. */
const USED_WARN = 0.85;
const USED_FAIL = 0.95;
const LEFT_FAIL = GIB;

/** @param free bytes that are left, of `total` */
export const diskFinding = (place: string, free: number, total: number): Finding => {
  const used = 1 - free / total;
  const told = `${(free / GIB).toFixed(1)} GiB`;
  const what = label(`剩余 ${told}`, `${told} are left`);
  const severity = used > USED_FAIL || free < LEFT_FAIL ? 'fail' : used > USED_WARN ? 'warn' : 'ok';
  if (severity === 'ok') return well({ check: 'disk', place }, what);
  const todo = label(
    '扩容或清理该磁盘；不要手工删除 pg_wal 或 Kafka 数据文件',
    'Make room on this disk; never delete files of pg_wal or of Kafka by hand',
  );
  return wrong({ check: 'disk', place, severity }, what, todo);
};

/** Free room of the folders that exist here. */
export const diskFindings = (folders: readonly string[]): Finding[] =>
  folders.filter(existsSync).map((folder) => {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return diskFinding(folder, bavail * bsize, blocks * bsize);
  });

const DAY_MS = 86_400_000;
const EXPIRES_WARN = 30;
const EXPIRES_FAIL = 7;

/** @param certificate PEM or DER @param now ms since 1970 */
export const certificateFinding = (
  place: string,
  certificate: string | Buffer,
  now: number,
): Finding => {
  const { validTo, validFrom } = new X509Certificate(certificate);
  const days = Math.floor((Date.parse(validTo) - now) / DAY_MS);
  const early = Date.parse(validFrom) > now;
  const what = early
    ? label(`${validFrom} 起才有效`, `is not valid before ${validFrom}`)
    : label(`${validTo} 到期，还有 ${days} 天`, `expires ${validTo}, in ${days} days`);
  if (!early && days >= EXPIRES_WARN) return well({ check: 'certificate', place }, what);
  const severity = early || days < EXPIRES_FAIL ? 'fail' : 'warn';
  const todo = label(
    '换发证书，再逐个重启使用它的服务',
    'Renew it, then restart what uses it, one by one',
  );
  return wrong({ check: 'certificate', place, severity }, what, todo);
};

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Every certificate in these files. */
export const certificateFindings = (files: readonly string[], now = Date.now()): Finding[] =>
  files.flatMap((file) => {
    const found = existsSync(file) ? (readFileSync(file, 'utf8').match(PEM) ?? []) : [];
    if (found.length > 0) return found.map((pem) => certificateFinding(file, pem, now));
    const at = { check: 'certificate', place: file, severity: 'fail' as const };
    const todo = label('检查路径', 'See to its path');
    return [wrong(at, label('没有证书', 'holds no certificate'), todo)];
  });

const OTHERS = 0o077;

/** Files that only their owner may read. */
export const secretFindings = (files: readonly string[]): Finding[] =>
  files.filter(existsSync).map((file) => {
    const at = { check: 'secret', place: file };
    if ((statSync(file).mode & OTHERS) === 0)
      return well(at, label('只有所有者可读', 'only its owner may read it'));
    return wrong(
      { ...at, severity: 'fail' },
      label('他人可读', 'others may read it'),
      label(`chmod 600 ${file}`, `chmod 600 ${file}`),
    );
  });
