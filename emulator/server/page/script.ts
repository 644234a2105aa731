/** What the page does; whatever it shows goes into `textContent`, so that a name stays a text. */
export const SCRIPT = String.raw`
  "use strict";
  const SHOWN = 200;
  const MARKED_MS = 10000;
  const LONGEST_BODY = 20000;
  const MOST_CHANGES = 500;
  const find = (id) => document.getElementById(id);
  let state = { organizations: [], faults: [], behaviours: {}, clock: {} };
  let askedAt = 0;
  let timer;
  let fading;
  /** What changed since the page was opened, by id, the latest last. */
  const changes = new Map();

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  function note(text) {
    return element("li", text, "note");
  }

  /* JSON as a person writes it: what is short stays on its line. */
  function inline(value) {
    if (Array.isArray(value)) return "[" + value.map(inline).join(", ") + "]";
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const parts = Object.entries(value).map(([key, part]) => JSON.stringify(key) + ": " + inline(part));
    return parts.length ? "{ " + parts.join(", ") + " }" : "{}";
  }
  function written(value, width, indent = "", key = "") {
    const short = inline(value);
    if (typeof value !== "object" || value === null || indent.length + key.length + short.length < width) return short;
    const deeper = indent + "  ";
    const lines = Array.isArray(value)
      ? value.map((part) => deeper + written(part, width, deeper))
      : Object.entries(value).map(([name, part]) => {
          const before = JSON.stringify(name) + ": ";
          return deeper + before + written(part, width, deeper, before);
        });
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    return open + "\n" + lines.join(",\n") + "\n" + indent + close;
  }
  function shortened(text, most) {
    return text.length > most ? text.slice(0, most) + "\n… " + (text.length - most) + " characters more" : text;
  }

  /* A line that opens; what is in it is made when it is first opened. */
  function opening(head, body) {
    const made = element("details");
    made.append(head);
    const fill = () => made.open && made.children.length === 1 && made.append(body());
    made.addEventListener("toggle", fill);
    const line = element("li");
    line.append(made);
    return line;
  }
  function json(value, listId) {
    const letters = Math.floor(find(listId).clientWidth / 8.4) - 3;
    return element("pre", shortened(written(value, letters), LONGEST_BODY));
  }
  function badges(head, words, mark) {
    for (const word of words.filter(Boolean)) head.append(" ", element("span", word, "badge"));
    if (mark) head.append(" ", element("span", mark, "badge mark"));
  }

  function personLine(user, mark) {
    const head = element("summary");
    head.append(element("span", user.displayName || user.userName, "name"));
    const guest = user["urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User"];
    const rank = user.rank === "member" ? "" : user.rank;
    const words = [user.active ? "" : "deactivated", guest ? guest.type + "-channel guest" : "", rank];
    badges(head, [...words, user.forgotten ? "forgotten" : ""], mark);
    head.append(element("span", [user.userName, user.id, user.title].filter(Boolean).join(" · "), "about"));
    const emails = user.emails.map((email) => email.value).filter(Boolean);
    head.append(element("span", emails.join(", "), "about"));
    const line = opening(head, () => json(user, "people"));
    if (!user.active) line.classList.add("inactive");
    return line;
  }
  function groupLine(group, mark) {
    const total = group.totalMembers === undefined ? group.members.length : group.totalMembers;
    const head = element("summary");
    head.append(element("span", group.displayName, "name"), " ", element("span", "(" + total + ")", "count"));
    badges(head, [], mark);
    const names = group.members.slice(0, 5).map((one) => one.display || one.value).join(", ");
    const others = total > 5 ? " and " + (total - 5) + " more" : "";
    head.append(element("span", [group.id, names + others].filter(Boolean).join(" · "), "about"));
    return opening(head, () => json(group, "groups"));
  }

  const isMarked = (change, now) => change !== undefined && now - change.at < MARKED_MS;

  /* Those that changed stand first, the latest on top; who is gone stays as long as the mark. */
  function rowsOf(kind, organization, listed, now) {
    const held = new Map(listed.map((record) => [record.id, record]));
    const searching = find("search").value.trim() !== "";
    const changed = [...changes.values()].reverse().filter((change) => {
      if (change.kind !== kind || change.organization !== organization.domain) return false;
      if (change.gone) return isMarked(change, now);
      return held.has(change.record.id) || !searching;
    });
    const first = changed.map((change) => (change.at > askedAt || change.gone ? change.record : held.get(change.record.id) || change.record));
    const ids = new Set(first.map((record) => record.id));
    return first.concat(listed.filter((record) => !ids.has(record.id))).slice(0, SHOWN);
  }

  function markOf(what) {
    return what[0] === "new" || what[0] === "gone" ? what[0] : "changed: " + what.join(", ");
  }

  /* Puts lines in place, and makes only those anew that say something else now. */
  function drawList(list, records, makeLine, now, notes) {
    const held = new Map([...list.children].filter((line) => line.drawn).map((line) => [line.dataset.id, line]));
    const lines = records.map((record) => {
      const change = changes.get(record.id);
      const marked = isMarked(change, now);
      const drawn = JSON.stringify([record, marked && change.what]);
      const old = held.get(record.id);
      if (old && old.drawn === drawn) return old;
      const line = makeLine(record, marked ? markOf(change.what) : "");
      line.dataset.id = record.id;
      line.drawn = drawn;
      line.classList.toggle("changed", marked);
      line.classList.toggle("gone", marked && Boolean(change.gone));
      if (old && old.firstChild.open) line.firstChild.open = true;
      return line;
    });
    const wanted = lines.concat(notes.map(note));
    const kept = new Set(wanted);
    for (const line of [...list.children]) if (!kept.has(line)) line.remove();
    wanted.forEach((line, index) => {
      if (list.children[index] !== line) list.insertBefore(line, list.children[index] || null);
    });
  }
  function drawRecords(kind, listId, found, total, makeLine, now) {
    const organization = shown();
    const records = rowsOf(kind, organization, organization[kind + "s"], now);
    const searching = find("search").value.trim() !== "";
    const more = found - records.length;
    const notes = more > 0 ? ["… and " + more + " more; what is typed above finds them."] : [];
    if (records.length === 0) notes.push(searching ? "Nothing found." : "None yet.");
    drawList(find(listId), records, makeLine, now, notes);
    count(listId, searching ? found + " of " + total : String(total));
  }
  function count(listId, text) {
    find(listId + "-count").textContent = text;
    const button = document.querySelector("nav [data-for=" + listId + "]");
    button.textContent = button.dataset.for[0].toUpperCase() + button.dataset.for.slice(1) + " " + text;
  }

  function shown() {
    return state.organizations.find((one) => one.domain === find("organization").value) || state.organizations[0];
  }
  function draw(now = Date.now()) {
    const picker = find("organization");
    const chosen = picker.value;
    const domains = state.organizations.map((one) => one.domain);
    if (domains.join() !== [...picker.options].map((option) => option.value).join())
      picker.replaceChildren(...domains.map((domain) => new Option(domain, domain, false, domain === chosen)));
    const one = shown();
    if (!one) return;
    drawRecords("user", "people", one.foundUsers, one.totalUsers, personLine, now);
    drawRecords("group", "groups", one.foundGroups, one.totalGroups, groupLine, now);
    drawInForce();
    clearTimeout(fading);
    const left = [...changes.values()].map((change) => change.at + MARKED_MS - now).filter((ms) => ms > 0);
    if (left.length) fading = setTimeout(draw, Math.min(...left) + 20);
  }

  /* Faults, switches, limits and the clock, where they are not as they are by themselves. */
  function drawInForce() {
    const chips = state.faults.map((fault) => element("li", faultText(fault), "fault"));
    for (const [name, value] of Object.entries(state.behaviours))
      chips.push(element("li", name + ": " + (typeof value === "string" ? value : inline(value))));
    if (state.limits !== "off") chips.push(element("li", "rate limits: " + (state.limits === "slack" ? "Slack's" : state.limits + " times Slack's")));
    if (state.clock.frozen) chips.push(element("li", "clock stopped at " + state.clock.now.replace("T", " ")));
    if (!chips.length) chips.push(element("li", "No faults, no rate limits, every behaviour as by default.", "nothing"));
    find("in-force").replaceChildren(...chips);
  }
  function faultText({ method, path, pathPattern, organization, times, hitsLeft, nth, probability, seed, ...effects }) {
    const whom = [method || "any method", path || (pathPattern ? "/" + pathPattern + "/" : "any path")];
    if (organization) whom.push("of " + organization);
    const what = Object.entries(effects).map(([name, value]) => name + " " + (typeof value === "string" ? value : inline(value)));
    const when = [hitsLeft === null ? "always" : hitsLeft === 1 ? "once" : hitsLeft + " times"];
    if (nth > 1) when.push("from match " + nth);
    if (probability !== undefined) when.push("by chance " + probability);
    return "fault: " + whom.join(" ") + " → " + (shortened(what.join(", "), 300) || "nothing") + " (" + when.join(", ") + ")";
  }

  function decoded(path) {
    try {
      return decodeURIComponent(path.replaceAll("+", " "));
    } catch {
      return path;
    }
  }
  function requestLine(entry) {
    const isGood = entry.status >= 200 && entry.status < 400;
    const head = element("summary");
    head.append(element("code", entry.status || "dropped", "status " + (isGood ? "good" : "bad")), " ");
    head.append(element("code", entry.method + " " + (entry.version || "") + "/" + decoded(entry.path), "call"));
    const about = [entry.at.slice(11, 19), entry.organization, entry.slackCode, entry.fault && "fault " + entry.fault];
    head.append(element("span", about.filter(Boolean).join(" · "), "about"));
    const body = entry.requestBody;
    if (body === undefined) {
      const line = element("li");
      const plain = element("div", undefined, "plain");
      plain.append(...head.childNodes);
      line.append(plain);
      return line;
    }
    const { schemas, ...said } = typeof body === "object" && body !== null && !Array.isArray(body) ? body : { body };
    head.append(element("code", inline(said.Operations || said).slice(0, 300), "preview"));
    return opening(head, () => json(body, "requests"));
  }
  function noteRequests() {
    const list = find("requests");
    const lines = list.querySelectorAll("li:not(.note)").length;
    for (const old of list.querySelectorAll(".note")) old.remove();
    if (lines === 0) list.append(note("None yet. Point a client at " + location.origin + "/scim/v2/"));
    count("requests", lines < SHOWN ? String(lines) : "latest " + SHOWN);
  }

  async function refresh() {
    timer = undefined;
    const asked = Date.now();
    const search = find("search").value.trim();
    const query = "?limit=" + SHOWN + (search ? "&find=" + encodeURIComponent(search) : "");
    const answer = await fetch("/_emulator/state" + query).catch(() => undefined);
    if (!answer || !answer.ok) return;
    const fresh = await answer.json();
    if (asked < askedAt) return;
    state = fresh;
    askedAt = asked;
    draw();
  }
  function refreshSoon() {
    timer = timer || setTimeout(refresh, 200);
  }

  function changed({ kind, organization, id, what, record }) {
    if (kind === "log") find("requests").replaceChildren();
    if (kind === "log") return noteRequests();
    if (kind === "everything") changes.clear();
    const known = id && (changes.get(id) || held(organization, id));
    if (kind === "removed" && known) noteChange(id, { ...known, gone: true, what: ["gone"] });
    if (record) {
      const earlier = isMarked(changes.get(id), Date.now()) && !changes.get(id).gone ? changes.get(id).what : [];
      const words = earlier.includes("new") ? earlier : [...new Set(earlier.concat(what))];
      if (words.length) noteChange(id, { kind, organization, record, what: words });
    }
    refreshSoon();
  }
  function noteChange(id, change) {
    changes.delete(id);
    changes.set(id, { ...change, at: Date.now() });
    if (changes.size > MOST_CHANGES) changes.delete(changes.keys().next().value);
  }
  function held(domain, id) {
    const one = state.organizations.find((each) => each.domain === domain);
    for (const kind of one ? ["user", "group"] : []) {
      const record = one[kind + "s"].find((each) => each.id === id);
      if (record) return { kind, organization: domain, record };
    }
    return undefined;
  }

  const events = new EventSource("/_emulator/events");
  events.onopen = () => {
    find("live").textContent = "live";
    find("live").className = "on";
    find("requests").replaceChildren();
    noteRequests();
    refreshSoon();
  };
  events.onerror = () => {
    find("live").textContent = "not connected";
    find("live").className = "";
  };
  events.addEventListener("request", (event) => {
    const list = find("requests");
    list.prepend(requestLine(JSON.parse(event.data)));
    if (list.children.length > SHOWN) list.lastChild.remove();
    noteRequests();
    if (state.faults.length) refreshSoon();
  });
  events.addEventListener("change", (event) => changed(JSON.parse(event.data)));
  find("organization").onchange = () => draw();
  find("search").oninput = refreshSoon;
  function choose(tab) {
    document.body.dataset.tab = tab;
    for (const button of document.querySelectorAll("nav button"))
      button.setAttribute("aria-pressed", String(button.dataset.for === tab));
  }
  for (const button of document.querySelectorAll("nav button")) button.onclick = () => choose(button.dataset.for);
  choose("people");
  refresh();
`;
