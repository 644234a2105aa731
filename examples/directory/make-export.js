// Writes hr-export.jsonl, the same from the same seed: `node make-export.js [people] [seed]`.
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

const [count = "2000", seed = "7"] = process.argv.slice(2);
const GIVEN = [
  "Ada",
  "Grace",
  "Hedy",
  "Joan",
  "Katherine",
  "Alan",
  "Edsger",
  "Tony",
  "Barbara",
  "Radia",
  "Linus",
  "Mary",
];
const FAMILY = [
  "Lovelace",
  "Hopper",
  "Lamarr",
  "Clarke",
  "Johnson",
  "Turing",
  "Dijkstra",
  "Hoare",
  "Liskov",
  "Perlman",
];
const TITLES = ["Analyst", "Engineer", "Designer", "Buyer", "Writer", "Planner"];
const DEPARTMENTS = ["Research", "Finance", "Support", "Sales", "Works", "Legal", "Design", "People"];

let state = Number(seed);
/** The next number of a linear congruential generator, from 0 to below `below`. */
function next(below) {
  state = (state * 1664525 + 1013904223) % 2 ** 32;
  return Math.floor((state / 2 ** 32) * below);
}

const pick = (words) => words[next(words.length)];
const rows = Array.from({ length: Number(count) }, (_, at) => {
  const [given, family] = [pick(GIVEN), pick(FAMILY)];
  const account = `${given[0]}.${family}${at}`.toLowerCase();
  return {
    employee: `e-${1001 + at}`,
    account,
    email: `${account}@example.com`,
    given,
    family,
    title: at === 0 ? "Chief executive" : pick(TITLES),
    department: pick(DEPARTMENTS),
    // Ten people report to each, so nobody manages somebody who comes before.
    manager: at === 0 ? "" : `e-${1001 + Math.floor((at - 1) / 10)}`,
  };
});
writeFileSync(join(__dirname, "hr-export.jsonl"), `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`);
