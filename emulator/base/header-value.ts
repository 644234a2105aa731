import { validateHeaderName, validateHeaderValue } from "node:http";

/** Whether a header can have this name and this value. */
export function isHeader([name, value]: [string, unknown]): boolean {
  try {
    validateHeaderName(name);
  } catch {
    return false;
  }
  return isHeaderValue(value);
}

/** Whether a header can have this value. */
export function isHeaderValue(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    validateHeaderValue("x", value);
    return true;
  } catch {
    return false;
  }
}
