import type { ScimGroupHead, ScimGroupRecord, ScimUserRecord } from "../scim";

/** One resource as a snapshot keeps it: as one text, since objects take many times as much memory. */
export interface Packed {
  id: string;
  text: string;
  /** The ids of a group's members, apart from its text. */
  members?: readonly string[];
}

/** How a snapshot keeps what it has read. */
export interface Packing<T> {
  pack(resource: T): Packed;
  unpack(packed: Packed): T;
}

/** A person without the groups that they are in, which no state holds and which are most of a person in large organisations. */
export const USER_PACKING: Packing<ScimUserRecord> = {
  pack: ({ groups: _, ...person }) => ({ id: person.id, text: JSON.stringify(person) }),
  unpack: ({ text }) => JSON.parse(text),
};

/**
 * A group with the ids of its members only. People are in many groups: each id is kept once, and of 10,000 members a list of these.
 * The members of a group that is read are made when they are looked at, and not kept: while the engine reads sixteen such groups at
 * once they would add a hundred megabytes.
 */
export function groupPacking(): Packing<ScimGroupRecord> {
  const ids = new Map<string, string>();
  const onlyOne = (id: string) => {
    const known = ids.get(id);
    if (known === undefined) ids.set(id, id);
    return known ?? id;
  };
  return {
    pack({ members, ...head }) {
      return {
        id: head.id,
        text: JSON.stringify(head),
        members: members.map(({ value }) => onlyOne(value)),
      };
    },
    unpack: ({ text, members = [] }) => ({
      ...(JSON.parse(text) as ScimGroupHead),
      get members() {
        return members.map((value) => ({ value }));
      },
    }),
  };
}

/** A group whose members nobody asked for. */
export const GROUP_HEAD_PACKING: Packing<ScimGroupHead> = {
  pack: (head) => ({ id: head.id, text: JSON.stringify(head) }),
  unpack: ({ text }) => JSON.parse(text),
};

/** Packs resources as they come. */
export async function* packedOnes<T>(all: AsyncIterable<T>, { pack }: Packing<T>): AsyncGenerator<Packed> {
  for await (const resource of all) yield pack(resource);
}
