import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { providerText } from "../../provider/resources/provider-text";
import { checkout } from "./built";

const text = readFileSync(join(checkout, "SECURITY.md"), "utf8");

test("every file that SECURITY.md names as what holds a claim is there", () => {
  const named = [...text.matchAll(/`((?:provider|emulator|cli|test)\/[\w./-]+)`/g)].map(
    ([, path = ""]) => path,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(checkout, path)))).toEqual([]);
});

test("the provider text is as small as SECURITY.md says", () => {
  const [, bytes] = /is (\d+) constant bytes/.exec(text) ?? [];
  expect(Math.abs(providerText("user").length - Number(bytes))).toBeLessThan(10);
});
