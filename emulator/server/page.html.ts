/** The page at `/`: people, groups and the requests as they arrive. */
export const PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slack SCIM emulator</title>
<style>
  :root { color-scheme: light dark; --line: #8884; --soft: light-dark(#666, #aaa); --good: #148567; --bad: #c0392b; }
  * { box-sizing: border-box; }
  body { margin: 0; font: 15px/1.45 system-ui, sans-serif; }
  header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .75rem 1rem; border-bottom: 1px solid var(--line); }
  h1 { font-size: 1.1rem; margin: 0; }
  h2 { font-size: 1rem; margin: 0 0 .5rem; }
  main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1rem; padding: 1rem; }
  section { min-width: 0; }
  input, select { font: inherit; padding: .3rem .5rem; max-width: 100%; }
  ul { list-style: none; margin: .5rem 0 1.5rem; padding: 0; }
  li { padding: .45rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
  .soft { color: var(--soft); font-size: .85em; }
  .inactive { text-decoration: line-through; opacity: .65; }
  code { font: .85em ui-monospace, monospace; }
  .good { color: var(--good); } .bad { color: var(--bad); }
  details pre { margin: .25rem 0 0; font-size: .8em; white-space: pre-wrap; }
  summary { cursor: pointer; }
  @media (max-width: 700px) { main { grid-template-columns: minmax(0, 1fr); padding: .75rem; } #requests-section { order: -1; } #requests { max-height: 40vh; overflow: auto; } }
</style>
</head>
<body>
<header>
  <h1>Slack SCIM emulator</h1>
  <select id="organization" aria-label="Organization"></select>
  <span class="soft" id="totals"></span>
  <span class="soft" id="live">connecting…</span>
</header>
<main>
  <section>
    <h2>People</h2>
    <input id="search" type="search" placeholder="Name, e-mail or id" aria-label="Find people">
    <ul id="users"></ul>
    <h2>Groups</h2>
    <ul id="groups"></ul>
  </section>
  <section id="requests-section">
    <h2>Requests</h2>
    <ul id="requests"></ul>
  </section>
</main>
<script>
  const find = (id) => document.getElementById(id);
  const SHOWN = 200;
  let state = { organizations: [] };
  let timer;

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  function line(...parts) {
    const made = element("li");
    made.append(...parts);
    return made;
  }
  function shown() {
    return state.organizations.find((one) => one.domain === find("organization").value) || state.organizations[0];
  }
  function userLine(user) {
    const name = element("span", user.displayName || user.userName, user.active ? "" : "inactive");
    const emails = user.emails.map((email) => email.value).join(", ");
    const about = [user.userName, emails, user.id, user.title].filter(Boolean).join(" · ");
    return line(name, document.createElement("br"), element("span", about, "soft"));
  }
  function groupLine(group) {
    const made = element("details");
    made.append(element("summary", group.displayName + " (" + group.members.length + ")"));
    made.append(element("span", group.id + " · " + group.members.slice(0, SHOWN).map((one) => one.display).join(", "), "soft"));
    return line(made);
  }
  function draw() {
    const picker = find("organization");
    const chosen = picker.value;
    picker.replaceChildren(...state.organizations.map((one) => new Option(one.domain, one.domain, false, one.domain === chosen)));
    const one = shown();
    if (!one) return;
    find("totals").textContent = one.totalUsers + " people, " + one.totalGroups + " groups";
    const wanted = find("search").value.toLowerCase();
    const fits = (user) => JSON.stringify([user.id, user.userName, user.displayName, user.emails]).toLowerCase().includes(wanted);
    find("users").replaceChildren(...one.users.filter(fits).map(userLine));
    find("groups").replaceChildren(...one.groups.map(groupLine));
    if (one.totalUsers > one.users.length) find("users").append(line(element("span", "… and " + (one.totalUsers - one.users.length) + " more", "soft")));
  }
  async function refresh() {
    timer = undefined;
    state = await (await fetch("/_emulator/state?limit=" + SHOWN)).json();
    draw();
  }
  function refreshSoon() {
    timer = timer || setTimeout(refresh, 250);
  }
  function requestLine(entry) {
    const status = element("code", entry.status || "dropped", entry.status >= 200 && entry.status < 400 ? "good" : "bad");
    const head = element("summary");
    head.append(status, " ", element("code", entry.method + " " + (entry.version || "") + "/" + entry.path));
    const about = [entry.at.slice(11, 19), entry.organization, entry.slackCode, entry.fault].filter(Boolean).join(" · ");
    const made = element("details");
    made.append(head, element("span", about, "soft"));
    if (entry.requestBody !== undefined) made.append(element("pre", JSON.stringify(entry.requestBody, null, 1)));
    return line(made);
  }
  const events = new EventSource("/_emulator/events");
  events.onopen = () => { find("live").textContent = "live"; find("requests").replaceChildren(); refreshSoon(); };
  events.onerror = () => { find("live").textContent = "not connected"; };
  events.addEventListener("request", (event) => {
    find("requests").prepend(requestLine(JSON.parse(event.data)));
    while (find("requests").children.length > SHOWN) find("requests").lastChild.remove();
  });
  events.addEventListener("change", refreshSoon);
  find("organization").onchange = draw;
  find("search").oninput = draw;
  refresh();
</script>
</body>
</html>
`;
