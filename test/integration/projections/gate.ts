/** A point that code waits at until a test lets it pass. */
export interface Gate {
  readonly passed: Promise<void>;
  open(): void;
}

export const gate = (): Gate => {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
};
