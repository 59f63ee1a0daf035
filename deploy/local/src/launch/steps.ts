/** What the launcher tells a person. Standard error, as long as it is no result. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

const LIVE_EVERY_MS = 500;
const LINE_EVERY_MS = 10_000;

export interface Timing {
  readonly step: string;
  readonly ms: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Steps of a start: each shows that it goes on, what it took, and is kept for the summary. */
export class Steps {
  readonly timings: Timing[] = [];

  async run<T>(step: string, work: () => Promise<T>): Promise<T> {
    const since = Date.now();
    const live = process.stderr.isTTY;
    const show = (): void => {
      const line = `  … ${step}: ${seconds(Date.now() - since)}`;
      process.stderr.write(live ? `\r\x1b[K${line}` : `${line}\n`);
    };
    const timer = setInterval(show, live ? LIVE_EVERY_MS : LINE_EVERY_MS);
    try {
      const answer = await work();
      const ms = Date.now() - since;
      this.timings.push({ step, ms });
      process.stderr.write(`${live ? '\r\x1b[K' : ''}✔ ${step}: ${seconds(ms)}\n`);
      return answer;
    } catch (error) {
      process.stderr.write(`${live ? '\r\x1b[K' : ''}✘ ${step}\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
}
