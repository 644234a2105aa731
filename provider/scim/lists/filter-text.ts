import { describe } from "../base/check";
import { SlackScimArgumentError } from "../errors/errors";

const OPERATORS = new Set(["eq", "co", "sw", "gt", "ge", "lt", "le"]);

/**
 * A filter as Slack wants it, one space between its words and none inside of parentheses; strings in quotes stay as they are. Refuses
 * what Slack could not read. The text may begin with a stray `filter=`, as in an example that many have copied.
 *
 * Grammar: comparisons `attribute operator value` or `attribute pr`, joined by `and` and `or`, grouped by parentheses. Values may be bare.
 */
export function checkFilterText(text: string): string {
  if (typeof text !== "string" || text.trim() === "") refuse(text, "from the builder, or a string");
  const filter = text.trim().replace(/^filter=\s*/i, "");
  const tokens = tokensOf(filter);
  let depth = 0;
  let expected: "term" | "joint" = "term";
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as string;
    if (token === "(" && expected === "term") depth += 1;
    else if (token === ")" && expected === "joint" && depth > 0) depth -= 1;
    else if (expected === "joint" && /^(and|or)$/i.test(token)) expected = "term";
    else if (expected === "term") {
      at += comparisonLength(tokens, at, text) - 1;
      expected = "joint";
    } else refuse(text, "comparisons joined by and, or, and parentheses in pairs");
  }
  if (depth !== 0 || expected === "term") refuse(text, "complete, parentheses in pairs");
  return spaced(tokens);
}

function spaced(tokens: string[]): string {
  const isClose = (token: string, at: number) => at === 0 || token === ")" || tokens[at - 1] === "(";
  return tokens.map((token, at) => (isClose(token, at) ? token : ` ${token}`)).join("");
}

/** How many tokens the comparison takes that begins here. */
function comparisonLength(tokens: string[], at: number, text: string): number {
  const [attribute = "", operator = "", value] = tokens.slice(at, at + 3);
  if (!/^[A-Za-z][\w.:$[\]-]*$/.test(attribute)) refuse(text, "comparisons that begin with an attribute");
  if (operator.toLowerCase() === "pr") return 2;
  if (!OPERATORS.has(operator.toLowerCase()))
    refuse(text, "using one of Slack's operators eq, co, sw, pr, gt, ge, lt, le");
  if (value === undefined || value === "(" || value === ")") refuse(text, "complete: a value is missing");
  return 3;
}

/** Strings in double or single quotes, parentheses, and words. */
function tokensOf(filter: string): string[] {
  const tokens = filter.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()]|[^\s()"']+|["']/g) ?? [];
  if (tokens.some((token) => token === '"' || token === "'")) refuse(filter, "quoted in pairs");
  return tokens;
}

function refuse(text: unknown, wanted: string): never {
  throw new SlackScimArgumentError("filter", `${wanted}, as userName eq "carly"`, describe(text));
}
