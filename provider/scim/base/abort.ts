/** Who listens to which signal. One listener of ours for each signal, or Node warns of a leak from the eleventh call on. */
const listening = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls back once when the signal is aborted, at once when it is already; the result takes that back. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => {};
  }
  const listeners = listening.get(signal) ?? new Set();
  const mine = () => listener(); // the same function may listen twice
  if (listeners.size === 0) {
    listening.set(signal, listeners);
    signal.addEventListener("abort", tellAll);
  }
  listeners.add(mine);
  return () => {
    if (listeners.delete(mine) && listeners.size === 0) signal.removeEventListener("abort", tellAll);
  };
}

function tellAll(this: AbortSignal): void {
  const listeners = listening.get(this) ?? [];
  for (const one of listeners) one();
}

/** The promise, or a rejection with the signal's reason as soon as it is aborted. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const letGo = onAbort(signal, () => reject(signal.reason));
    promise.then(resolve, reject).finally(letGo);
  });
}
