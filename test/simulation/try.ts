import { check } from "./check";
import { Theatre } from "./play";

(async () => {
  const t = await Theatre.open();
  const from = Date.now();
  const v = await check(t, Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 20));
  console.log(v ?? "fine");
  console.log(JSON.stringify(t.tally), Date.now() - from);
  await t.close();
})();
