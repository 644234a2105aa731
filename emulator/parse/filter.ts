import { type Filter, parse } from "scim2-parse-filter";
import { ScimFailure } from "../base/envelopes";

/** A comparison of a filter, its attribute in lower case. */
export interface Comparison {
  attribute: string;
  operator: "eq" | "co" | "sw" | "pr" | "gt" | "ge" | "lt" | "le";
  /** What it is compared with; `""` for `pr`. */
  value: string;
}

/** A filter as a tree of comparisons. */
export type FilterTree = Comparison | { operator: "and" | "or"; parts: FilterTree[] };

const OPERATORS = new Set(["eq", "co", "sw", "pr", "gt", "ge", "lt", "le"]);
const LONGEST_FILTER = 8_192;
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|('(?:[^'\\]|\\.)*')|([()])|([^\s()]+))/y;

/** Reads a filter in any of the spellings that live clients use, or refuses it as Slack does. */
export function readFilter(text: string): FilterTree {
  if (text.length > LONGEST_FILTER) throw new ScimFailure("query_building_failed");
  const tokens = tokenize(text.trim());
  if (tokens.filter((token) => token !== "(" && token !== ")").length < 2) {
    throw new ScimFailure("no_filters", "is_aggregate_call=1");
  }
  if (/\S\s{2,}\S/.test(withoutStrings(text.trim()))) throw new ScimFailure("incomplete_filter");
  checkGrouping(tokens);
  const values: string[] = [];
  return toTree(parseTokens(tokens, values), values);
}

function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "''");
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) break;
    tokens.push(match[0].trim());
  }
  return tokens;
}

function checkGrouping(tokens: string[]): void {
  let depth = 0;
  tokens.forEach((token, index) => {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (depth < 0 || depth > 32 || (token === "(" && tokens[index + 1] === ")")) {
      throw new ScimFailure("invalid_filter_group");
    }
  });
  if (depth !== 0) throw new ScimFailure("invalid_filter_group");
}

/** Hands the parser a filter in the strict spelling, each value as the number of its place in `values`. */
function parseTokens(tokens: string[], values: string[]): Filter {
  const strict: string[] = [];
  let wanted: "attribute" | "operator" | "value" | "logic" = "attribute";
  for (const token of tokens) {
    if (token === "(" || token === ")") {
      strict.push(token);
      continue;
    }
    const word = token.toLowerCase();
    if (wanted === "attribute") {
      if (!/^[a-z][\w.:-]*$/.test(word) || word === "not") throw new ScimFailure("invalid_query");
      strict.push(word);
      wanted = "operator";
    } else if (wanted === "operator") {
      if (!OPERATORS.has(word)) throw new ScimFailure("invalid_query");
      strict.push(word);
      wanted = word === "pr" ? "logic" : "value";
    } else if (wanted === "value") {
      strict.push(String(values.push(unquote(token)) - 1));
      wanted = "logic";
    } else {
      if (word !== "and" && word !== "or") throw new ScimFailure("invalid_query");
      strict.push(word);
      wanted = "attribute";
    }
  }
  if (wanted !== "logic") throw new ScimFailure("incomplete_filter");
  try {
    return parse(strict.join(" "));
  } catch {
    throw new ScimFailure("invalid_filter_group");
  }
}

function unquote(token: string): string {
  const quote = token[0];
  if (quote !== '"' && quote !== "'") return token;
  if (token.length < 2 || token.at(-1) !== quote) throw new ScimFailure("incomplete_filter");
  if (quote === "'") return token.slice(1, -1).replace(/\\(.)/g, "$1");
  try {
    return String(JSON.parse(token));
  } catch {
    throw new ScimFailure("invalid_query");
  }
}

function toTree(filter: Filter, values: string[]): FilterTree {
  if (filter.op === "and" || filter.op === "or") {
    return { operator: filter.op, parts: filter.filters.map((part) => toTree(part, values)) };
  }
  if (filter.op === "not" || filter.op === "[]") throw new ScimFailure("invalid_query");
  const operator = filter.op as Comparison["operator"];
  const value = "compValue" in filter ? (values[Number(filter.compValue)] ?? "") : "";
  return { attribute: (filter as { attrPath: string }).attrPath, operator, value };
}

/** Whether one of an attribute's values satisfies a comparison. */
export function satisfies(
  held: readonly string[],
  { operator, value }: Comparison,
  ignoreCase: boolean,
): boolean {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const wanted = fold(value);
  return held.some((text) => compare(fold(text), operator, wanted));
}

function compare(held: string, operator: Comparison["operator"], wanted: string): boolean {
  switch (operator) {
    case "eq":
      return held === wanted;
    case "co":
      return held.includes(wanted);
    case "sw":
      return held.startsWith(wanted);
    case "pr":
      return held !== "";
    case "gt":
      return held > wanted;
    case "ge":
      return held >= wanted;
    case "lt":
      return held < wanted;
    case "le":
      return held <= wanted;
  }
}

/** A predicate made of a filter, given what each attribute holds. */
export function toPredicate<T>(
  tree: FilterTree,
  valuesOf: (attribute: string) => ((item: T) => readonly string[]) | undefined,
  ignoreCase: boolean,
): (item: T) => boolean {
  if ("parts" in tree) {
    const parts = tree.parts.map((part) => toPredicate(part, valuesOf, ignoreCase));
    return tree.operator === "and"
      ? (item) => parts.every((part) => part(item))
      : (item) => parts.some((part) => part(item));
  }
  const values = valuesOf(tree.attribute);
  if (!values) throw new ScimFailure("invalid_query");
  return (item) => satisfies(values(item), tree, ignoreCase);
}
