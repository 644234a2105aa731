/** What a user's project is made with. */
export interface Toolchain {
  /** Major version of Node. */
  node: "20" | "22" | "24";
  /** `@pulumi/pulumi`: a minor version, or the newest there is on the day. */
  sdk: "3.216" | "3.248" | "newest";
  manager: "npm" | "pnpm" | "Yarn" | "npm workspaces";
  program: "CommonJS" | "ES modules" | "TypeScript 5.9" | "TypeScript 6";
  /** Whether every `npm test` runs it: four that hold each value at least once. @default false */
  inEveryRun?: true;
}

/** The values of each column, in the order of the README's table. */
export const COLUMNS: { [K in keyof Omit<Toolchain, "inEveryRun">]: readonly Toolchain[K][] } = {
  manager: ["npm", "pnpm", "Yarn", "npm workspaces"],
  program: ["CommonJS", "ES modules", "TypeScript 5.9", "TypeScript 6"],
  node: ["20", "22", "24"],
  sdk: ["3.216", "3.248", "newest"],
};

/** A pair of values that no project can have. */
export const IMPOSSIBLE_PAIRS: readonly Partial<Toolchain>[] = [{ sdk: "3.216", program: "TypeScript 6" }];

/** Every two values that go together are together in at least one line; the fewest lines that can do so. */
export const TOOLCHAINS: readonly Toolchain[] = [
  { manager: "npm", program: "CommonJS", node: "20", sdk: "3.248" },
  { manager: "npm", program: "ES modules", node: "22", sdk: "3.248", inEveryRun: true },
  { manager: "npm", program: "TypeScript 5.9", node: "20", sdk: "3.216" },
  { manager: "npm", program: "TypeScript 6", node: "24", sdk: "newest" },
  { manager: "pnpm", program: "CommonJS", node: "24", sdk: "3.216", inEveryRun: true },
  { manager: "pnpm", program: "ES modules", node: "20", sdk: "3.216" },
  { manager: "pnpm", program: "TypeScript 5.9", node: "24", sdk: "3.248" },
  { manager: "pnpm", program: "TypeScript 6", node: "22", sdk: "newest" },
  { manager: "Yarn", program: "CommonJS", node: "22", sdk: "3.216" },
  { manager: "Yarn", program: "ES modules", node: "24", sdk: "newest" },
  { manager: "Yarn", program: "TypeScript 5.9", node: "20", sdk: "newest" },
  { manager: "Yarn", program: "TypeScript 6", node: "20", sdk: "3.248", inEveryRun: true },
  { manager: "npm workspaces", program: "CommonJS", node: "24", sdk: "newest" },
  { manager: "npm workspaces", program: "ES modules", node: "20", sdk: "3.216" },
  { manager: "npm workspaces", program: "TypeScript 5.9", node: "22", sdk: "newest", inEveryRun: true },
  { manager: "npm workspaces", program: "TypeScript 6", node: "24", sdk: "3.248" },
];
