/** A source of chance that gives the same numbers for the same seed, on every machine. */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param name what the numbers are for: parts of one seed do not disturb each other */
  constructor(seed: number, name: string) {
    [this.a, this.b, this.c] = [hash(`${seed}/${name}/a`), hash(`${seed}/${name}/b`), hash(name)];
    for (let warm = 0; warm < 16; warm += 1) this.unit();
  }

  /** Uniform in [0, 1): the small fast counter generator (sfc32). */
  unit(): number {
    const mixed = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + mixed;
    this.c |= 0;
    return (mixed >>> 0) / 4_294_967_296;
  }

  /** A whole number from…to, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.unit() * items.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }

  /** Log-normal with the given median; `spread` is the deviation of the logarithm. */
  logNormal(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
    return median * Math.exp(spread * normal);
  }
}

/** FNV-1a over the text, as a 32-bit number. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value | 0;
};
