/** Chance that a seed repeats (mulberry32). */
export class Chance {
  private state: number;

  /** @param name what the numbers are for: parts of one seed do not disturb each other */
  constructor(seed: number, name: string) {
    let hash = seed | 0;
    for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    this.state = hash;
  }

  /** Uniform in [0, 1). */
  unit(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from…to, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<Thing>(things: readonly Thing[]): Thing {
    const thing = things[Math.floor(this.unit() * things.length)];
    if (thing === undefined) throw new RangeError('There is nothing to pick from.');
    return thing;
  }

  shuffled<Thing>(things: readonly Thing[]): Thing[] {
    return things
      .map((thing) => ({ thing, key: this.unit() }))
      .sort((a, b) => a.key - b.key)
      .map(({ thing }) => thing);
  }

  /** A UUID of version 4 that the seed repeats. */
  uuid(): string {
    const digits = Array.from({ length: 32 }, () => this.whole(0, 15).toString(16));
    [digits[12], digits[16]] = ['4', '89ab'.charAt(this.whole(0, 3))];
    return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}
