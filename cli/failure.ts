/** Says on stderr what went wrong and what to do, and ends the command with an exit code once its output is out. */
export async function fail(error: unknown, exitCode: number): Promise<void> {
  // Loaded here, so that a command which succeeds starts without it.
  const { explain } = await import("../provider/run/remedies.js");
  console.error(`error: ${explain(error)}`);
  process.exitCode = exitCode;
}
