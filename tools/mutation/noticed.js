/** What a test counts by, since it noticed a mutant: half of it is gone seven mutants later. */
const FADING = 0.9;

const scores = new Map();

/** A test (or a file of tests, that could not even be loaded) has noticed the mutant that runs. */
exports.noticed = (file, name = "") => {
  for (const [test, score] of scores) scores.set(test, score * FADING);
  const test = key(file, name);
  scores.set(test, (scores.get(test) ?? 0) + 1);
};

/** How often a test has noticed one lately: mutants come in the order of the code, and neighbours are noticed by the same test. */
exports.scoreOf = (file, name) => scores.get(key(file, name)) ?? 0;

/** The same of the best test of a file. */
exports.scoreOfFile = (file) =>
  Math.max(0, ...[...scores].filter(([test]) => test.startsWith(key(file, ""))).map(([, score]) => score));

function key(file, name) {
  return `${file}\n${name}`;
}
