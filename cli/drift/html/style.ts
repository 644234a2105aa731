/** The page's style: light and dark, from 360 px up, and on paper. Its colours keep a contrast of 4.5 or more. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1c2127; --quiet: #545d68; --line: #d8dde3;
  --decision: #b3261e; --difference: #8a5000; --notice: #24598f; --good: #1b6e3c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --card: #1d2126; --text: #e8eaed; --quiet: #a9b2bd; --line: #363d46;
    --decision: #ff8f86; --difference: #ffb95c; --notice: #8fc1f5; --good: #7ed7a0;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-left: .75rem; border-left: .3rem solid var(--tone); }
h3 { font-size: 1.05rem; margin: 0; }
h4 { font-size: 1rem; margin: 0; }
p { margin: .25rem 0; }
.quiet { color: var(--quiet); }
.about { margin: 0 0 .75rem; color: var(--quiet); }
.id { color: var(--quiet); font-size: .85rem; font-weight: normal; }
.decision { --tone: var(--decision); }
.difference { --tone: var(--difference); }
.notice { --tone: var(--notice); }
.good { --tone: var(--good); }
.counts { display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem; list-style: none; margin: 1.5rem 0 0; padding: 0; }
.counts a { display: block; height: 100%; padding: .6rem .9rem; border-radius: .5rem; background: var(--card); border: 1px solid var(--line); border-top: .25rem solid var(--tone); color: inherit; text-decoration: none; }
.counts a:hover span, .counts a:focus-visible span { text-decoration: underline; }
.counts strong { display: block; font-size: 1.75rem; line-height: 1.2; color: var(--tone); font-variant-numeric: tabular-nums; }
.counts span { display: block; font-size: .9rem; line-height: 1.3; overflow-wrap: normal; hyphens: auto; }
section.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 0 0 1rem; }
.remedy { margin: .35rem 0 .75rem; color: var(--quiet); }
ul.findings { list-style: none; margin: 0; padding: 0; }
ul.findings > li { padding: .7rem 0; border-top: 1px solid var(--line); }
ul.findings > li:last-child { padding-bottom: 0; }
ul.names { margin: .25rem 0 0; padding-left: 1.2rem; }
table { border-collapse: collapse; width: 100%; margin-top: .5rem; table-layout: fixed; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-top: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; border-top: 0; }
tbody th { font-weight: 600; }
summary { cursor: pointer; padding: .35rem 0; color: var(--notice); }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .9em; }
a { color: var(--notice); }
:focus-visible { outline: 2px solid var(--notice); outline-offset: 2px; }
footer { padding-top: 1rem; padding-bottom: 3rem; font-size: .9rem; }
@media (max-width: 30rem) {
  .counts { gap: .5rem; }
  .counts a { padding: .5rem .6rem; }
  .counts strong { font-size: 1.4rem; }
  .counts span { font-size: .8rem; }
  section.card { padding: .8rem; }
}
@media print {
  :root { --page: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #bbb; --decision: #b3261e; --difference: #8a5000; --notice: #24598f; --good: #1b6e3c; }
  body { font-size: 11pt; }
  header { padding-top: 0; }
  summary { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  ul.findings > li, tr { break-inside: avoid; }
  h2, h3, .remedy { break-after: avoid; }
}
`;
