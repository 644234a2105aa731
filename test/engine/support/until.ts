/** Waits for something that another process does; says no after a while. */
export async function until(holds: () => boolean, longestMs = 60_000): Promise<boolean> {
  const giveUpAt = Date.now() + longestMs;
  while (!holds() && Date.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 10));
  return holds();
}
