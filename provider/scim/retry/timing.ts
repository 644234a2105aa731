/**
 * Milliseconds that a `Retry-After` header asks to wait: seconds, decimals or an HTTP date by the server's clock.
 * Undefined when it is missing or not understood: a malformed header must not stop a retry.
 */
export function retryAfterMs(header: string | undefined, serverNowMs: number): number | undefined {
  const text = header ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  if (!/^(mon|tue|wed|thu|fri|sat|sun|\d{4}-\d\d-\d\dT)/i.test(text)) return undefined; // "-5" would be read as a year
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - serverNowMs);
}
