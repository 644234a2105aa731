const REAL = [
  "Date",
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
] as const;

/** Lets the timers of connections go off only when they are told to; everything else goes on. */
export function holdTimers(): void {
  jest.useFakeTimers({ doNotFake: [...REAL] });
}
