/** What one invariant comes to. */
export interface Verdict {
  readonly id: string;
  readonly title: string;
  /** How many things were looked at: none means that nothing was proved. */
  readonly checked: number;
  readonly violations: readonly string[];
}

/** Collects what one invariant finds. */
export class Finding {
  private checked = 0;
  private readonly violations: string[] = [];

  constructor(
    private readonly id: string,
    private readonly title: string,
  ) {}

  /** Looks at one thing. */
  holds(condition: boolean, otherwise: () => string): void {
    this.checked += 1;
    if (!condition) this.violations.push(otherwise());
  }

  equal(found: string | number | null, wanted: string | number | null, what: () => string): void {
    this.holds(found === wanted, () => `${what()}: found ${found}, expected ${wanted}`);
  }

  /** Both lists hold the same texts, each as often. */
  same(found: readonly string[], wanted: readonly string[], what: string): void {
    const counts = new Map<string, number>();
    for (const text of wanted) counts.set(text, (counts.get(text) ?? 0) + 1);
    for (const text of found) counts.set(text, (counts.get(text) ?? 0) - 1);
    for (const [text, count] of counts) {
      this.holds(count === 0, () => `${what}: ${count > 0 ? 'missing' : 'too many'} ${text}`);
    }
  }

  done(): Verdict {
    const { id, title, checked, violations } = this;
    return { id, title, checked, violations };
  }
}

const SHOWN = 300;

/** One line an invariant; the first violation beneath it. */
export const reportOf = (verdicts: readonly Verdict[]): string[] =>
  verdicts.flatMap(({ id, title, checked, violations }) => {
    const [first] = violations;
    const head = `${id.padEnd(4)} ${title}: ${checked.toLocaleString('en')} checked`;
    if (first === undefined) return [`✔ ${head}`];
    return [`✘ ${head}, ${violations.length} violated`, `       ${first.slice(0, SHOWN)}`];
  });
