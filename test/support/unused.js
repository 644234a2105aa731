/** Stands where something is loaded that no test uses: whoever does use it hears of it. */
module.exports = new Proxy(
  {},
  {
    get(_target, name) {
      if (name === "__esModule" || typeof name === "symbol") return undefined;
      throw new Error(`jest.config.js keeps what has "${String(name)}" out of the quick tests.`);
    },
  },
);
