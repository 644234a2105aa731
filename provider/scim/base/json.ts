import { ShapeProblem } from "./wire-shape";

/** The JSON of an answer, or of a part of it. @throws ShapeProblem when it is none */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ShapeProblem("is not JSON, or was cut off", { cause: withoutQuotation(cause as Error) });
  }
}

/** The parser quotes the answer, and causes are printed with their errors. */
function withoutQuotation({ message }: Error): Error {
  return new SyntaxError(message.replace(/, (?:\.{3})?".*$/s, ""));
}
