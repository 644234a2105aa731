import { SCRIPT } from "./script";
import { STYLE } from "./style";

/** The page at `/`: people, groups and requests side by side, what just changed, and what is in force. */
export const PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slack SCIM emulator</title>
<style>${STYLE}</style>
</head>
<body data-tab="people">
<header>
  <h1>Slack SCIM emulator</h1>
  <select id="organization" aria-label="Organization"></select>
  <input id="search" type="search" placeholder="Find by name, e-mail or id" aria-label="Find people and groups">
  <span id="live" role="status">connecting…</span>
</header>
<ul id="in-force" aria-label="In force"></ul>
<nav>
  <button type="button" data-for="people">People</button>
  <button type="button" data-for="groups">Groups</button>
  <button type="button" data-for="requests">Requests</button>
</nav>
<main>
  <section id="people-section">
    <h2>People <span class="count" id="people-count"></span></h2>
    <ul id="people"></ul>
  </section>
  <section id="groups-section">
    <h2>Groups <span class="count" id="groups-count"></span></h2>
    <ul id="groups"></ul>
  </section>
  <section id="requests-section">
    <h2>Requests <span class="count" id="requests-count"></span></h2>
    <ul id="requests"></ul>
  </section>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
