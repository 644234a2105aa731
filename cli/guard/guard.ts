import { readFileSync } from "node:fs";
import { processEnvironment } from "../../provider/settings/source";
import { judge } from "./judge";
import { readLimits } from "./limits";
import type { Overrides } from "./option-names";
import { readPlan, UnreadablePlan } from "./plan";
import { toJson, toText } from "./report";

/** How the command ends: part of its contract. */
export const EXIT_CODES = { allowed: 0, refused: 1, unreadable: 2 } as const;

/** What the command was told. */
export interface GuardOptions {
  file?: string;
  json?: boolean;
  maxEmptiedGroups: number;
  overrides: Overrides;
}

/** Reads a plan, judges it and says so. Whatever goes wrong on the way is no "allowed". */
export async function guard(options: GuardOptions): Promise<number> {
  try {
    const plan = readPlan(await readText(options.file));
    const judgement = judge(
      plan,
      readLimits(plan, options.overrides, processEnvironment(), options.maxEmptiedGroups),
    );
    console.log(options.json ? toJson(judgement) : toText(judgement));
    return EXIT_CODES[judgement.verdict];
  } catch (error) {
    const message = messageOf(error);
    if (options.json) console.log(JSON.stringify({ verdict: "unreadable", error: message }, undefined, 2));
    else console.error(`error: ${message}`);
    return EXIT_CODES.unreadable;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof UnreadablePlan) return error.message;
  return `The plan could not be judged: ${error instanceof Error ? error.message : String(error)}`;
}

async function readText(file: string | undefined): Promise<string> {
  if (file === undefined && process.stdin.isTTY)
    throw new UnreadablePlan(
      "No plan: run `pulumi preview --json | npx pulumi-slack-scim guard`, or give --file.",
    );
  return decoded(file === undefined ? await readStdin() : readFile(file));
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UnreadablePlan(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** UTF-8, or what PowerShell makes of it in a redirection: UTF-16 with a mark. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}
