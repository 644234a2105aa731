import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { UnreadablePlan } from "./plan";

/**
 * The text of a plan, from a file or from standard input.
 * @param command how the command is called that wants it
 * @throws UnreadablePlan where there is none
 */
export async function planText(file: string | undefined, command: string): Promise<string> {
  if (file === undefined && process.stdin.isTTY)
    throw new UnreadablePlan(
      `No plan: run \`pulumi preview --json | npx pulumi-slack-scim ${command}\`, or give --file.`,
    );
  return decoded(file === undefined ? await buffer(process.stdin) : readFile(file));
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UnreadablePlan(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

/** UTF-8, or what PowerShell makes of it in a redirection: UTF-16 with a mark. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}
