/** A line as cut out of a stream of bytes. */
export interface CutLine {
  /** From 1. */
  readonly line: number;
  readonly text: { readonly value: string } | 'too-long' | 'not-utf8';
  /** The line as it came; of one that is too long, its beginning. */
  readonly bytes: Buffer;
}

const LINE_FEED = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const decoded = (bytes: Buffer): { value: string } | 'not-utf8' => {
  try {
    return { value: utf8.decode(bytes) };
  } catch {
    return 'not-utf8';
  }
};

/** Cuts bytes into lines and holds no more than one line's limit, however long a line is. */
export class LineCutter {
  /** Lines handed over so far; empty ones are not handed over. */
  taken = 0;
  private line = 1;
  private held: Buffer[] = [];
  private size = 0;

  constructor(private readonly maxLineBytes: number) {}

  *push(chunk: Buffer): Generator<CutLine> {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      this.hold(chunk.subarray(from, at));
      yield* this.finish();
      from = at + 1;
    }
    this.hold(chunk.subarray(from));
  }

  /** The last line, when it has no line feed behind it. */
  *end(): Generator<CutLine> {
    yield* this.finish();
  }

  private hold(part: Buffer): void {
    // One byte more than the limit may be the carriage return of a line that just fits.
    const room = this.maxLineBytes + 1 - this.size;
    this.size += part.length;
    if (room > 0) this.held.push(part.subarray(0, room));
  }

  private *finish(): Generator<CutLine> {
    const { line, size } = this;
    const bytes = Buffer.concat(this.held);
    this.line += 1;
    this.held = [];
    this.size = 0;
    const whole = bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
    const fits = size === bytes.length && whole.length <= this.maxLineBytes;
    const text = fits ? decoded(whole) : 'too-long';
    if (typeof text === 'object' && text.value.trim() === '') return;
    this.taken += 1;
    yield { line, text, bytes: whole };
  }
}
