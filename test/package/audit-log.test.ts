import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtTool } from "./built";

test("lines that several processes append to one audit log stay whole, however long they are", async () => {
  const folder = mkdtempSync(join(tmpdir(), "slack-scim-audit-"));
  const file = join(folder, "audit.jsonl");
  const script = `
    const { AuditLog } = require(process.argv[1]);
    const ids = Array.from({ length: 5000 }, (_, at) => "U" + process.argv[3] + at);
    for (let line = 0; line < 40; line++) new AuditLog(process.argv[2]).append({ writer: process.argv[3], ids });
  `;
  try {
    const writers = ["1", "2", "3"].map(
      (writer) =>
        new Promise((resolve) =>
          spawn(process.execPath, ["-e", script, builtTool("audit-log", "provider/run"), file, writer], {
            stdio: "inherit",
          }).on("close", resolve),
        ),
    );
    expect(await Promise.all(writers)).toEqual([0, 0, 0]);
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== ""); // readers skip empty lines, as docs/audit-log.md says
    expect(lines).toHaveLength(120);
    for (const line of lines) {
      const { writer, ids } = JSON.parse(line);
      expect(ids.every((id: string) => id.startsWith(`U${writer}`))).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
