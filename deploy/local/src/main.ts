import type { DemoSummary } from './demo/index.ts';
import { Launcher, type Demo } from './launch/launcher.ts';
import { EXIT, LaunchFailure } from './launch/launch-failure.ts';
import { CommanderError, parseOptions, type Options } from './launch/options.ts';
import { stopAllProcesses } from './managed-process.ts';
import { say } from './launch/steps.ts';

/** Loaded only when a demo is asked for: it is as large as the rest. */
const demo = (): Promise<Demo<DemoSummary>> => import('./demo/index.ts');

const optionsOrExit = (): Options => {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return process.exit(error.exitCode === 0 ? 0 : EXIT.usage);
  }
};

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const options = optionsOrExit();
let ending = false;

const launcher = new Launcher(options, demo, (reason) => void end(EXIT.software, reason));

/** Stops in order, once; a second signal does not wait. */
const end = async (code: number, why?: string): Promise<void> => {
  if (ending) return process.exit(code);
  ending = true;
  if (why) say(why);
  await launcher.stop().catch((error: unknown) => say(textOf(error)));
  // What was still on its way up when the end came.
  await stopAllProcesses();
  process.exit(code);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void end(EXIT.interrupted, `\nStopping (${signal}) 正在停止 …`));
// The channel to the script that started us closes when that is gone, however it went.
process.on('disconnect', () => void end(EXIT.interrupted));
// Whoever read what we say is gone: there is nobody to run for.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', () => void end(EXIT.interrupted));
process.on('unhandledRejection', (reason) => void end(EXIT.software, textOf(reason)));

try {
  const holds = await launcher.start(process.env);
  if (options.once) await end(holds ? 0 : EXIT.checkFailed);
  else say('Running until Ctrl-C. 系统运行中，按 Ctrl-C 停止。');
} catch (error) {
  // While it stops, what was being started fails; the stop itself says how it ended.
  if (!ending)
    await end(error instanceof LaunchFailure ? error.exitCode : EXIT.software, textOf(error));
}
