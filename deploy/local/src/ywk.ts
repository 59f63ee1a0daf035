import { ywkProgram } from './cli/program.ts';

try {
  await ywkProgram().parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`ywk: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
