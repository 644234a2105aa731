import type { ScimGroupHead, ScimGroupRecord, ScimUserRecord } from "../scim";

/** One resource as a snapshot keeps it. */
export interface Packed {
  id: string;
  text: string;
}

/** How a snapshot keeps what it has read: as one text each, since objects take many times as much memory. */
export interface Packing<T> {
  pack(resource: T): Packed;
  unpack(text: string): T;
}

/** A person without the groups that they are in, which no state holds and which are most of a person in large organisations. */
export const USER_PACKING: Packing<ScimUserRecord> = {
  pack: ({ groups: _, ...person }) => ({ id: person.id, text: JSON.stringify(person) }),
  unpack: (text) => JSON.parse(text),
};

/** A group with the ids of its members only. */
export const GROUP_PACKING: Packing<ScimGroupRecord> = {
  pack({ members, ...group }) {
    const ids = members.map(({ value }) => value).join(" ");
    return { id: group.id, text: JSON.stringify({ ...group, members: ids }) };
  },
  unpack(text) {
    const { members, ...group } = JSON.parse(text) as Omit<ScimGroupRecord, "members"> & { members: string };
    return { ...group, members: members === "" ? [] : members.split(" ").map((value) => ({ value })) };
  },
};

/** A group whose members nobody asked for. */
export const GROUP_HEAD_PACKING: Packing<ScimGroupHead> = {
  pack: (head) => ({ id: head.id, text: JSON.stringify(head) }),
  unpack: (text) => JSON.parse(text),
};

/** Packs resources as they come. */
export async function* packedOnes<T>(all: AsyncIterable<T>, { pack }: Packing<T>): AsyncGenerator<Packed> {
  for await (const resource of all) yield pack(resource);
}
