import { CORE_V1, ENTERPRISE, ENTERPRISE_V1, GROUP, PATCH_OP, USER } from "./harness";

/** What the model knows of a person: a few lines of rules, written without looking at the emulator's. */
export interface ModelUser {
  id: string;
  userName: string;
  title: string;
  displayName: string;
  primary: string;
  secondary: string | null;
  active: boolean;
  department: string | null;
}

export interface ModelGroup {
  id: string;
  displayName: string;
  members: string[];
}

/** A call as the property test makes it: places in the lists of people and groups instead of ids. */
export interface Step {
  verb:
    | "create"
    | "patch"
    | "replace"
    | "deactivate"
    | "reactivate"
    | "read"
    | "find"
    | "group"
    | "join"
    | "leave"
    | "rename"
    | "fill"
    | "drop";
  version: "v1" | "v2";
  who: number;
  other: number;
  name: number;
  word: string;
}

/** What a step sends, and what the rules say comes back. */
export interface Exchange {
  method: string;
  path: string;
  body?: object;
  status: number;
  code?: string;
}

/** The rules, small enough to be seen to be right: deactivation keeps names and addresses taken, groups hold ids. */
export class Model {
  users: ModelUser[] = [];
  groups: ModelGroup[] = [];

  /** The exchange for a step and, in `apply`, what the model holds afterwards (given the id that was made). */
  plan(step: Step): Exchange & { apply: (id: string) => void } {
    const done = () => {};
    const { version } = step;
    const user = this.users[step.who % Math.max(1, this.users.length)];
    const group = this.groups[step.other % Math.max(1, this.groups.length)];
    const missing = {
      method: "GET",
      path: `${version}/Users/U404`,
      status: 404,
      code: "no_such_user",
      apply: done,
    };
    switch (step.verb) {
      case "create":
        return this.create(step);
      case "group":
        return this.createGroup(step);
      case "join":
      case "leave":
      case "fill":
      case "rename":
      case "drop":
        return group && user ? this.changeGroup(step, group, user) : missing;
      default:
        return user ? this.changeUser(step, user) : missing;
    }
  }

  private create({ version, name, word }: Step): ReturnType<Model["plan"]> {
    const userName = `n${name}`;
    const email = `${word || "x"}@e.co`;
    const body = {
      schemas: [version === "v1" ? CORE_V1 : USER],
      userName: userName.toUpperCase(),
      title: word,
      emails: [{ value: email }],
    };
    const clash = this.users.some((user) => user.userName === userName)
      ? "username_taken"
      : this.holder(email)
        ? "email_taken"
        : undefined;
    const path = `${version}/Users`;
    if (clash) return { method: "POST", path, body, status: 409, code: clash, apply: () => {} };
    const apply = (id: string) => {
      const fresh = { id, userName, title: word, displayName: userName, primary: email };
      this.users.push({ ...fresh, secondary: null, active: true, department: null });
    };
    return { method: "POST", path, body, status: 201, apply };
  }

  private holder(email: string): ModelUser | undefined {
    const wanted = email.toLowerCase();
    return this.users.find((user) =>
      [user.primary, user.secondary].some((held) => held?.toLowerCase() === wanted),
    );
  }

  private changeUser(step: Step, user: ModelUser): ReturnType<Model["plan"]> {
    const { version, verb } = step;
    const path = `${version}/Users/${user.id}`;
    const set = (changes: Partial<ModelUser>) => () => void Object.assign(user, changes);
    switch (verb) {
      case "patch":
        return this.patch(step, user, path);
      case "replace":
        return this.replace(step, user, path);
      case "deactivate":
        return {
          method: "DELETE",
          path,
          status: version === "v1" ? 200 : 204,
          apply: set({ active: false }),
        };
      case "reactivate": {
        const operation = { op: "replace", path: "active", value: true };
        const body = version === "v1" ? { active: true } : { schemas: [PATCH_OP], Operations: [operation] };
        return { method: "PATCH", path, body, status: 200, apply: set({ active: true }) };
      }
      case "find": {
        const filter = encodeURIComponent(`email eq "${user.primary.toUpperCase()}"`);
        return { method: "GET", path: `${version}/Users?filter=${filter}`, status: 200, apply: () => {} };
      }
      default:
        return { method: "GET", path, status: 200, apply: () => {} };
    }
  }

  private patch({ version, word, name }: Step, user: ModelUser, path: string): ReturnType<Model["plan"]> {
    const email = `${word || "y"}@e.co`;
    const holder = this.holder(email);
    const rename = `n${name}`;
    const nameHolder = this.users.find((one) => one.userName === rename);
    const body =
      version === "v1"
        ? {
            userName: rename,
            title: word || " ",
            emails: [{ value: email, primary: true }],
            [ENTERPRISE_V1]: { department: word || " " },
          }
        : {
            schemas: [PATCH_OP],
            Operations: [
              { op: "Replace", path: "userName", value: rename },
              { op: "replace", path: "title", value: word },
              { op: "replace", path: "emails[primary eq true].value", value: email },
              { op: "add", path: ENTERPRISE, value: { department: word } },
            ],
          };
    if (nameHolder && nameHolder !== user) {
      return { method: "PATCH", path, body, status: 409, code: "username_taken", apply: () => {} };
    }
    if (holder && holder !== user)
      return { method: "PATCH", path, body, status: 409, code: "email_taken", apply: () => {} };
    const apply = () => {
      const secondary = user.secondary === email ? null : user.secondary;
      Object.assign(user, {
        userName: rename,
        title: word,
        primary: email,
        secondary,
        department: word || null,
      });
    };
    return { method: "PATCH", path, body, status: 200, apply };
  }

  private replace({ version, word }: Step, user: ModelUser, path: string): ReturnType<Model["plan"]> {
    const second = `${word || "z"}2@e.co`;
    const body = {
      schemas: [version === "v1" ? CORE_V1 : USER],
      userName: user.userName,
      displayName: word,
      emails: [{ value: second }, { value: user.primary, primary: true }],
    };
    const holder = this.holder(second);
    if (holder && holder !== user)
      return { method: "PUT", path, body, status: 409, code: "email_taken", apply: () => {} };
    const secondary = second === user.primary ? null : second;
    const apply = () =>
      void Object.assign(user, { displayName: word, title: "", secondary, department: null });
    return { method: "PUT", path, body, status: 200, apply };
  }

  private createGroup({ version, word, who }: Step): ReturnType<Model["plan"]> {
    const displayName = `G${word}`;
    const member = this.users[who % Math.max(1, this.users.length)];
    const body = {
      schemas: [version === "v1" ? CORE_V1 : GROUP],
      displayName,
      ...(member && { members: [{ value: member.id }] }),
    };
    const path = `${version}/Groups`;
    if (member && !member.active) {
      return {
        method: "POST",
        path,
        body,
        status: 400,
        code: "unable_to_add_deleted_or_guest_to_group",
        apply: () => {},
      };
    }
    const apply = (id: string) =>
      void this.groups.push({ id, displayName, members: member ? [member.id] : [] });
    return { method: "POST", path, body, status: 201, apply };
  }

  private changeGroup(
    { verb, version, word }: Step,
    group: ModelGroup,
    user: ModelUser,
  ): ReturnType<Model["plan"]> {
    const path = `${version}/Groups/${group.id}`;
    const status = version === "v1" ? 204 : 200;
    const has = group.members.includes(user.id);
    const refused = { status: 400, code: "unable_to_add_deleted_or_guest_to_group", apply: () => {} };
    const mayNotJoin = !has && !user.active;
    const patch = (v1: object, operation: object) =>
      version === "v1" ? v1 : { schemas: [PATCH_OP], Operations: [operation] };
    const members = [{ value: user.id }];
    switch (verb) {
      case "join": {
        const body = patch({ members }, { op: "add", path: "members", value: members });
        if (mayNotJoin) return { method: "PATCH", path, body, ...refused };
        return {
          method: "PATCH",
          path,
          body,
          status,
          apply: () => void (has || group.members.push(user.id)),
        };
      }
      case "leave": {
        const gone = [{ value: user.id, operation: "delete" }];
        const body = patch({ members: gone }, { op: "remove", path: "members", value: members });
        const apply = () => {
          group.members = group.members.filter((id) => id !== user.id);
        };
        return { method: "PATCH", path, body, status, apply };
      }
      case "fill": {
        const body = {
          schemas: [version === "v1" ? CORE_V1 : GROUP],
          displayName: group.displayName,
          members,
        };
        if (mayNotJoin) return { method: "PUT", path, body, ...refused };
        return {
          method: "PUT",
          path,
          body,
          status: 200,
          apply: () => {
            group.members = [user.id];
          },
        };
      }
      case "rename": {
        const displayName = `G${word}`;
        const body = patch({ displayName }, { op: "replace", path: "displayName", value: displayName });
        return {
          method: "PATCH",
          path,
          body,
          status,
          apply: () => {
            group.displayName = displayName;
          },
        };
      }
      default: {
        const apply = () => {
          this.groups = this.groups.filter((one) => one !== group);
        };
        return { method: "DELETE", path, status: 204, apply };
      }
    }
  }
}
