import { localDay, type LocalDay } from '@ywk/kernel';

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** Day of a fact, computed once for each day. */
export class LocalDays {
  private readonly known = new Map<number, LocalDay>();

  of(ms: number): LocalDay {
    const number = Math.floor((ms + SHANGHAI_MS) / DAY_MS);
    let day = this.known.get(number);
    if (day === undefined) {
      day = localDay(new Date(ms).toISOString());
      this.known.set(number, day);
    }
    return day;
  }
}
