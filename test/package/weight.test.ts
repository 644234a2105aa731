import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bytesOf, installedPackages } from "../../tools/installed-packages";
import { builtTool, checkout } from "./built";

const MB = 1_000_000;

/** What README says, which is what the package may weigh at most. */
function stated(): { package: number; count: number; others: number } {
  const readme = readFileSync(join(checkout, "README.md"), "utf8");
  const [, own, count, others] =
    /weighs less than ([\d.]+) MB unpacked, and (\d+) packages of less than ([\d.]+) MB together/.exec(
      readme,
    ) ?? [];
  return { package: Number(own) * MB, count: Number(count), others: Number(others) * MB };
}

/** README bounds it, and is no guess. */
function expectBound(bytes: number, bound: number): void {
  expect(bytes).toBeLessThan(bound);
  expect(bytes).toBeGreaterThan(bound * 0.6);
}

test("the package is as light as README says", () => {
  builtTool("index", "provider");
  const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--silent"], {
    cwd: checkout,
    encoding: "utf8",
  });
  expectBound(JSON.parse(packed)[0].unpackedSize, stated().package);
}, 60_000);

test("what comes with it is as little as README says, none of it with a script that runs when it is installed", () => {
  const packages = Object.entries(installedPackages().packages).filter(([folder]) => folder !== "");
  expect(packages).toHaveLength(stated().count);
  expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  const bytes = packages.map(([folder]) => bytesOf(join(checkout, folder)));
  expectBound(
    bytes.reduce((sum, one) => sum + one, 0),
    stated().others,
  );
});
