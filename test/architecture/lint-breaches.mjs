import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';

/**
 * Reads cases from standard input, `[{ file, code }]`, lints each code as if it stood in that file,
 * and writes per case the rules it breaks. It runs as a process of its own so that ESLint works as it
 * does on the command line.
 */
await createProjectGraphAsync({ exitOnError: true, resetDaemonClient: true });

let text = '';
for await (const chunk of process.stdin) text += chunk;

const eslint = new ESLint();
const answers = [];
for (const { file, code } of JSON.parse(text)) {
  const [result] = await eslint.lintText(code, { filePath: file });
  answers.push(result.messages.map(({ ruleId, message }) => ({ rule: ruleId, message })));
}
process.stdout.write(`\n${JSON.stringify(answers)}`);
