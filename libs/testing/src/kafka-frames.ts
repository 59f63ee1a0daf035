/** Keys of the requests that tests speak of (Kafka protocol). */
export const PRODUCE = 0;
export const FETCH = 1;
export const LIST_OFFSETS = 2;
export const METADATA = 3;

const LENGTH_BYTES = 4;

/** Cuts a stream of bytes into frames: four bytes of length, then as many bytes. */
export class FrameCutter {
  private rest: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): Buffer[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const frames: Buffer[] = [];
    for (;;) {
      const size = this.rest.length < LENGTH_BYTES ? Infinity : this.rest.readInt32BE(0);
      const end = LENGTH_BYTES + size;
      if (this.rest.length < end) return frames;
      frames.push(this.rest.subarray(0, end));
      this.rest = this.rest.subarray(end);
    }
  }
}

/** What a request asks, and the number by which its answer is known. */
export const requestHead = (frame: Buffer): { api: number; correlation: number } => ({
  api: frame.readInt16BE(LENGTH_BYTES),
  correlation: frame.readInt32BE(LENGTH_BYTES + 4),
});

export const answerCorrelation = (frame: Buffer): number => frame.readInt32BE(LENGTH_BYTES);

const addressBytes = (host: string, port: number): Buffer => {
  const name = Buffer.from(host, 'utf8');
  const bytes = Buffer.alloc(2 + name.length + 4);
  bytes.writeInt16BE(name.length, 0);
  name.copy(bytes, 2);
  bytes.writeInt32BE(port, 2 + name.length);
  return bytes;
};

/**
 * Puts another port in the place of a broker's, wherever an answer names it, so that a client comes
 * back by the same way. Host and length stay as they are.
 */
export const withPort = (
  frame: Buffer,
  host: string,
  ports: { from: number; to: number },
): Buffer => {
  const old = addressBytes(host, ports.from);
  const changed = Buffer.from(frame);
  for (let at = changed.indexOf(old); at >= 0; at = changed.indexOf(old, at + old.length)) {
    changed.writeInt32BE(ports.to, at + old.length - 4);
  }
  return changed;
};
