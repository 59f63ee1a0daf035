import { check, isSilent } from './check.ts';
import { readDump } from './dump.ts';
import { reportOf } from './verdict.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Say which folder to judge: node main.js FOLDER 请给出转储目录。\n');
  process.exit(64);
}
const verdicts = check(readDump(folder));
process.stdout.write(`${reportOf(verdicts).join('\n')}\n`);
process.exitCode = isSilent(verdicts) ? 0 : 1;
