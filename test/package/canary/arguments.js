// Loaded into a command before anything else: writes down its own arguments, as everybody on the machine can read them, and those
// of whatever it starts.
const { ChildProcess } = require("node:child_process");
const { appendFileSync, existsSync, readFileSync } = require("node:fs");

const keep = (text) => appendFileSync(process.env.CANARY_ARGUMENTS, `${text}\n`);
const own = "/proc/self/cmdline";
const keepOwn = () => keep(existsSync(own) ? readFileSync(own, "utf8").replaceAll("\0", " ") : process.title);

keepOwn();
process.on("exit", keepOwn);

const spawn = ChildProcess.prototype.spawn;
ChildProcess.prototype.spawn = function (options) {
  keep(options.args.join(" "));
  return spawn.call(this, options);
};
