import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { installedPackages } from "../../tools/installed-packages";
import { builtTool } from "./built";

const tool = builtTool("audit");
let registry: Server | undefined;

afterEach(() => {
  registry?.closeAllConnections();
  registry?.close();
});

/** What a registry says of a package of which an advisory warns. */
function versionsOf(name: string): object {
  const version = String(installedPackages().packages[`node_modules/${name}`]?.version);
  return { name, "dist-tags": { latest: version }, versions: { [version]: { name, version } } };
}

/** Audits against a registry on this machine. */
async function audited(status: number, advisories: object = {}) {
  let asked: string[] = [];
  registry = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const bytes = Buffer.concat(chunks);
      if (request.url?.endsWith("/advisories/bulk") && bytes.length > 0)
        asked = Object.keys(JSON.parse(String(gunzipSync(bytes))));
      const answer = request.method === "GET" ? versionsOf(request.url?.slice(1) ?? "") : advisories;
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => registry?.listen(0, "127.0.0.1", resolve));
  const { port } = registry.address() as AddressInfo;
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_fetch_retries: "0",
  };
  const ended = await new Promise<{ code: number; said: string }>((resolve) =>
    execFile(process.execPath, [tool], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
    ),
  );
  return { ...ended, asked };
}

test("the audit asks for what comes with the package, and for nothing that only its makers install", async () => {
  const { code, said, asked } = await audited(200);
  expect({ code, said }).toEqual({
    code: 0,
    said: expect.stringMatching(/^\d+ packages .*: no known vulnerabilities\.\n$/),
  });
  expect(asked).toEqual(expect.arrayContaining(["commander", "node-fetch", "proxy-agent", "socks"]));
  expect(asked.filter((name) => /pulumi|jest|biome|typescript/.test(name))).toEqual([]);
}, 60_000);

test("a known vulnerability is named, and ends the audit with 1", async () => {
  const advisory = {
    id: 1,
    url: "https://example.com/1",
    title: "Bad",
    severity: "high",
    vulnerable_versions: "<99",
  };
  const { code, said } = await audited(200, { commander: [advisory] });
  expect({ code, said }).toEqual({
    code: 1,
    said: expect.stringContaining("high: commander: Bad, https://example.com/1"),
  });
}, 60_000);

test("a registry that does not tell is no clean audit", async () => {
  const { code, said } = await audited(405);
  expect({ code, said }).toEqual({
    code: 2,
    said: expect.stringMatching(/^Not audited: .*405.*\nNothing is known/),
  });
}, 60_000);
