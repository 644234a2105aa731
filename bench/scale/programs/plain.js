// What one writes by hand in an afternoon: a dynamic provider whose code is captured by value, one GET a read.
const pulumi = require("@pulumi/pulumi");
const people = require("./people.json");
const groups = require("./groups.json");

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

async function call(method, path, body) {
  const response = await fetch(`${process.env.SLACK_SCIM_BASE_URL}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${process.env.SLACK_SCIM_TOKEN}`,
      "content-type": "application/json",
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

const userProvider = {
  async create(inputs) {
    const { __provider, enterprise, ...attributes } = inputs;
    const schemas = [USER, ENTERPRISE];
    const { id } = await call("POST", "Users", { schemas, ...attributes, [ENTERPRISE]: enterprise });
    return { id, outs: inputs };
  },
  async read(id, props) {
    const live = await call("GET", `Users/${id}`);
    const { userName, emails, name, title } = live;
    return { id, props: { ...props, userName, emails, name, title, enterprise: live[ENTERPRISE] } };
  },
  async update(id, _olds, news) {
    const Operations = [{ op: "replace", path: "title", value: news.title }];
    await call("PATCH", `Users/${id}`, { schemas: [PATCH], Operations });
    return { outs: news };
  },
  async delete(id) {
    await call("DELETE", `Users/${id}`);
  },
};

const groupProvider = {
  async create(inputs) {
    const members = inputs.members.map((value) => ({ value }));
    const { id } = await call("POST", "Groups", {
      schemas: [GROUP],
      displayName: inputs.displayName,
      members,
    });
    return { id, outs: inputs };
  },
  async read(id, props) {
    const { displayName, members } = await call("GET", `Groups/${id}`);
    return { id, props: { ...props, displayName, members: members.map(({ value }) => value).sort() } };
  },
  async delete(id) {
    await call("DELETE", `Groups/${id}`);
  },
};

class User extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(userProvider, name, inputs);
  }
}

class Group extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(groupProvider, name, inputs);
  }
}

const users = {};
for (const [name, { enterprise, ...inputs }] of Object.entries(people)) {
  const managerId = users[enterprise.manager?.managerId]?.id;
  const named = managerId ? { manager: { managerId } } : {};
  users[name] = new User(name, { ...inputs, enterprise: { ...enterprise, ...named } });
}
for (const [name, { members, ...inputs }] of Object.entries(groups)) {
  const ids = pulumi.all(members.map((member) => users[member].id)).apply((all) => [...all].sort());
  new Group(name, { ...inputs, members: ids });
}
