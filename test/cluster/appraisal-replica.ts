import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProcess, untilReady, type ManagedProcess } from '@ywk/local';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ReplicaPlan {
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly logFile: string;
}

/** One process of the appraisal service, as the launcher runs it. */
export class AppraisalReplica {
  private constructor(
    private readonly process: ManagedProcess,
    private readonly url: string,
  ) {}

  static async start({ environment, port, logFile }: ReplicaPlan): Promise<AppraisalReplica> {
    const url = `http://127.0.0.1:${port}`;
    const started = startProcess({
      name: 'appraisal',
      command: process.execPath,
      parameters: [join(root, 'services/appraisal/app/dist/main.js'), 'serve'],
      logFile,
      ending: { signal: 'SIGTERM', graceMs: 15_000 },
      options: {
        env: { ...process.env, ...environment, PORT: String(port), YWK_PARENT_PIPE: '1' },
        cwd: root,
      },
      parentPipe: true,
    });
    await untilReady({
      name: 'appraisal',
      process: started,
      logFile,
      probe: async () => (await fetch(`${url}/health/ready`)).status === 200,
      withinMs: 120_000,
    });
    return new AppraisalReplica(started, url);
  }

  get pid(): number {
    return this.process.pid;
  }

  /** Holds the process: its connections stay, and it does nothing at all. */
  hold(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  letGo(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** The sum of one of its figures over all labels that hold the text. */
  async figure(name: string, label: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) && line.includes(label))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  async stop(): Promise<void> {
    if (this.process.running()) this.letGo();
    await this.process.stop();
  }
}
