/**
 * Completes npm's bill of materials (CycloneDX) with what else is in the image: Node and the packages
 * of Debian. The same contents give the same text: the time is that of the revision (SOURCE_DATE_EPOCH,
 * seconds), and there is no random serial number.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { serialNumber: _, ...bill } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const timestamp = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? 0) * 1_000).toISOString();

const node = {
  type: 'application',
  'bom-ref': `node@${process.versions.node}`,
  name: 'node',
  version: process.versions.node,
  purl: `pkg:generic/node@${process.versions.node}`,
};

const ofDebian = (line) => {
  const [name, version, architecture] = line.split(' ');
  const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
  return { type: 'library', 'bom-ref': purl, name, version, purl };
};

const format = '${Package} ${Version} ${Architecture}\\n';
const { stdout, status } = spawnSync('dpkg-query', ['-W', '-f', format], { encoding: 'utf8' });
if (status !== 0) throw new Error('dpkg-query does not list the packages of this image.');

const debian = stdout.trim().split('\n').sort().map(ofDebian);
const components = [...bill.components, node, ...debian];
const complete = { ...bill, metadata: { ...bill.metadata, timestamp }, components };
process.stdout.write(`${JSON.stringify(complete, null, 2)}\n`);
