import { createHash } from "node:crypto";
import { SEVERITIES, type Severity } from "../findings";
import { type Report, SEVERITY_TITLES, sectionsOf, summaryOf } from "../report";
import { html, Markup, prose } from "./markup";
import { sectionMarkup } from "./sections";
import { STYLE } from "./style";

/** What each severity means, for who reads nothing but this page. */
const ABOUT: Record<Severity, string> = {
  decision:
    "Somebody has access, or has lost it, in a way that nobody declared, or two things claim to be one. Decide these first.",
  difference: "Slack differs from what is declared; `pulumi up --refresh` mends it.",
  notice: "Nothing to do, unless it surprises you.",
};

/** The page loads nothing and runs nothing; its one style is allowed by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** The report as one page that needs nothing else: no script, no font, no network. */
export function toHtml(report: Report): string {
  const { organization, checkedAt, findings, notes } = report;
  const found = SEVERITIES.filter((severity) => report.counts[severity] > 0);
  const day = checkedAt.slice(0, 10);
  const time = checkedAt.slice(11, 16);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Slack drift of ${organization}, ${day}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<h1>Slack drift of <bdi>${organization}</bdi></h1>
<p>${summaryOf(report)}</p>
<p class="quiet"><time datetime="${checkedAt}">${day}, ${time} UTC</time></p>
<nav aria-label="Findings by severity"><ul class="counts">
${SEVERITIES.map((severity) => countMarkup(report, severity))}
</ul></nav>
</header>
<main>
${
  findings.length === 0
    ? html`<h2 class="good">No drift</h2>
<p>Slack holds what is declared.</p>`
    : undefined
}
${found.map((severity) => severityMarkup(report, severity))}
${
  notes.length > 0
    ? html`<h2 class="notice">Not compared</h2>
<section class="card"><ul class="names">${notes.map((note) => html`<li>${note}</li>`)}</ul></section>`
    : undefined
}
</main>
<footer class="quiet"><p>Made by <code>pulumi-slack-scim drift</code>. This page holds names and e-mail addresses of people: give it only to who may see them.</p></footer>
</body>
</html>
`.text;
}

function countMarkup({ counts }: Report, severity: Severity): Markup {
  return html`<li class="${severity}"><a href="#${severity}"><strong>${counts[severity].toLocaleString("en")}</strong><span>${SEVERITY_TITLES[severity]}</span></a></li>
`;
}

function severityMarkup(report: Report, severity: Severity): Markup {
  return html`<h2 id="${severity}" class="${severity}">${SEVERITY_TITLES[severity]}</h2>
<p class="about">${prose(ABOUT[severity])}</p>
${sectionsOf(report, severity).map(sectionMarkup)}`;
}
