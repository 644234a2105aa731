import type { ScimGroupHead, ScimGroupRecord, ScimUserRecord } from "../scim";

/** One resource as a snapshot keeps it: as one text, since objects take many times as much memory. */
export interface Packed {
  id: string;
  text: string;
  /** A group's members, apart from its text: where the id of each stands among all ids that the packing has met. */
  members?: Uint32Array;
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
 * A group with the ids of its members only. People are in many groups: each id is kept once, and of a member four bytes.
 * The members of a group that is read are made when they are looked at, and not kept: while the engine reads sixteen such groups at
 * once they would add a hundred megabytes.
 */
export function groupPacking(): Packing<ScimGroupRecord> {
  const ids: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (id: string) => {
    const known = places.get(id);
    if (known === undefined) places.set(id, ids.push(id) - 1);
    return known ?? ids.length - 1;
  };
  return {
    pack({ members, ...head }) {
      return {
        id: head.id,
        text: JSON.stringify(head),
        members: Uint32Array.from(members, ({ value }) => placeOf(value)),
      };
    },
    unpack: ({ text, members = new Uint32Array() }) => ({
      ...(JSON.parse(text) as ScimGroupHead),
      get members() {
        return Array.from(members, (place) => ({ value: ids[place] as string }));
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
