import { SingleBar } from 'cli-progress';

export interface Progress {
  /** How much is done, of how much; with what the format names beside. */
  update(done: number, total: number, payload?: Readonly<Record<string, unknown>>): void;
  stop(): void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** A bar for people who watch; nothing where the output is for a machine. */
export const progressBar = (
  quiet: boolean,
  format: string,
  payload: Readonly<Record<string, unknown>> = {},
): Progress => {
  if (quiet || !process.stderr.isTTY) return SILENT;
  const bar = new SingleBar({ stream: process.stderr, format, hideCursor: true });
  bar.start(1, 0, payload);
  return {
    update: (done, total, beside) => {
      bar.setTotal(Math.max(total, 1));
      bar.update(done, beside ?? {});
    },
    stop: () => bar.stop(),
  };
};
