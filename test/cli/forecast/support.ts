/** A number that differs from 1 by no more. */
export const within = (tolerance: number) => ({
  asymmetricMatch: (value: unknown) => Math.abs(Number(value) - 1) <= tolerance,
  toString: () => `within ${tolerance} of 1`,
});
