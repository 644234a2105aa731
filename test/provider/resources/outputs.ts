import type * as pulumi from "@pulumi/pulumi";

/** The promises inside an output. */
interface Inside<T> {
  promise(): Promise<T>;
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
}

const inside = <T>(output: pulumi.Output<T>) => output as unknown as Inside<T>;

/** The value of an output, or its failure. */
export async function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  const { promise, isKnown, isSecret } = inside(output);
  const [settled] = await Promise.allSettled([promise(), isKnown, isSecret]);
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

/** The message with which an output fails. */
export async function failure(output: pulumi.Output<unknown>): Promise<string> {
  const failed = await resolved(output).then(
    () => undefined,
    (error: Error) => error,
  );
  return failed?.message ?? "it did not fail";
}

/** Whether an output has a value yet. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return inside(output).isKnown;
}
