import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SlackScimDirectory } from "pulumi-slack-scim";
import { toDirectory } from "./hr";

const rows = readFileSync(join(__dirname, "hr-export.jsonl"), "utf8").trim().split("\n");
const company = new SlackScimDirectory("company", toDirectory(rows.map((row) => JSON.parse(row))));
export const chiefExecutive = company.personId("e-1001");
