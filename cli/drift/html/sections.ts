import { type Change, directoryPlaceOf, type Finding, type Subject } from "../findings";
import type { Section } from "../report";
import { valueText } from "../text";
import { html, type Markup, prose } from "./markup";

/** Names that are shown at once; more of them are folded away. */
const MOST_NAMES = 10;

/** Findings of one heading: what to do once, then everybody whom it concerns. */
export function sectionMarkup({ kind, title, remedy, findings }: Section): Markup {
  const isList = kind === "unmanagedUsers" || kind === "unmanagedGroups";
  const body = isList
    ? folded(findings.length, subjectTable(findings))
    : html`<ul class="findings">${findings.map(findingMarkup)}</ul>`;
  return html`<section class="card">
<h3>${title} (${findings.length.toLocaleString("en")})</h3>
<p class="remedy">${prose(remedy)}</p>
${body}
</section>
`;
}

function findingMarkup({ kind, subject, message, changes, members, others }: Finding): Markup {
  return html`<li><h4>${nameMarkup(subject)}</h4>
${kind === "attributes" ? undefined : html`<p>${capital(message)}</p>`}
${changes && changeTable(changes)}
${members && names(members)}
${others && names(others)}</li>
`;
}

function changeTable(changes: readonly Change[]): Markup {
  return html`<table>
<thead><tr><th scope="col">Attribute</th><th scope="col">Declared</th><th scope="col">In Slack</th></tr></thead>
<tbody>${changes.map(
    ({ path, secret, declared, live }) =>
      html`<tr><th scope="row">${path}</th>${
        secret
          ? html`<td colspan="2" class="quiet">differs; a secret, not shown</td>`
          : html`<td><bdi>${valueText(declared)}</bdi></td><td><bdi>${valueText(live)}</bdi></td>`
      }</tr>`,
  )}</tbody>
</table>`;
}

function subjectTable(findings: readonly Finding[]): Markup {
  const isOfGroups = findings.some(({ subject }) => subject.type === "group");
  return html`<table>
<thead><tr><th scope="col">Name</th><th scope="col">${isOfGroups ? "Members" : "E-mail address"}</th></tr></thead>
<tbody>${findings.map(
    ({ subject }) =>
      html`<tr><th scope="row">${nameMarkup(subject)}</th><td>${subject.size?.toLocaleString("en")}<bdi>${subject.email}</bdi></td></tr>
`,
  )}</tbody>
</table>`;
}

function names(subjects: readonly Subject[]): Markup {
  const list = html`<ul class="names">${subjects.map((subject) => html`<li>${nameMarkup(subject)}</li>`)}</ul>`;
  return folded(subjects.length, list);
}

/** A long list is opened by who wants to read it; it needs no script. */
function folded(count: number, list: Markup): Markup {
  if (count <= MOST_NAMES) return list;
  return html`<details><summary>Show all ${count.toLocaleString("en")}</summary>${list}</details>`;
}

function nameMarkup(subject: Subject): Markup {
  const { name, displayName, id, active, guest } = subject;
  const shown = displayName && displayName !== name ? displayName : undefined;
  const marks = [active === false && "deactivated", guest && "guest", directoryPlaceOf(subject)];
  const more = [...(shown ? [name] : []), id, ...marks];
  return html`<bdi>${shown ?? name}</bdi> <span class="id">${more.filter(Boolean).join(" · ")}</span>`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
