export type HealthCheck = () => Promise<void> | void;

export interface HealthReport {
  readonly status: 'ok' | 'failing' | 'stopping';
  readonly checks: Readonly<Record<string, 'ok' | string>>;
}

/** A check that takes longer has failed, ms. */
const LIMIT_MS = 2000;

const within = async (check: HealthCheck): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
};

const stateOf = async (check: HealthCheck): Promise<string> => {
  try {
    await within(check);
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** Knows whether this process may be given work. */
export class Health {
  private readonly checks = new Map<string, HealthCheck>();
  private stopping = false;

  /** Adds a condition of readiness; it throws when it does not hold. */
  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** From now on not ready: a balancer sends its requests elsewhere. */
  beginStop(): void {
    this.stopping = true;
  }

  async ready(): Promise<HealthReport> {
    const names = [...this.checks.keys()];
    const states = await Promise.all([...this.checks.values()].map(stateOf));
    const checks = Object.fromEntries(names.map((name, at) => [name, states[at] ?? 'ok']));
    const good = states.every((state) => state === 'ok');
    return { status: this.stopping ? 'stopping' : good ? 'ok' : 'failing', checks };
  }
}
