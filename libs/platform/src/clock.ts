/** Time as one process sees it. It is passed in, so that a simulation can play it. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Does the work once, after so many ms. Answers how to call it off. */
  after(ms: number, work: () => void): () => void;
  /** Does the work every so many ms, without keeping the process alive. Answers how to end it. */
  every(ms: number, work: () => void): () => void;
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  every(ms, work) {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/** Resolves after so many ms. */
export const pauseOn = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => clock.after(ms, resolve));
