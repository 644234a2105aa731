import { withTables } from "../../tools/readme-tables";
import { readDocument as text } from "../support/markdown";

test.each(["README.md", "CONTRIBUTING.md"] as const)(
  "the tables of %s are what the code has (npm run docs writes them)",
  (document) => {
    expect(withTables(document, text(document))).toBe(text(document));
  },
);
