import { ENTERPRISE_V2, GUEST_V2, PROFILE_V2, URNS } from "../base/schemas";
import type { StoredGroup, StoredUser } from "./stored";

/** The attributes of something that is held: `true` where there is nothing below, what is in each item of a list. */
export interface Shape {
  readonly [name: string]: Shape | true;
}

/** Every attribute of a type, so that none is forgotten here. */
type ShapeOf<T> = { [K in keyof Required<T>]: Below<Required<T>[K]> };
type Below<T> = T extends readonly (infer Item)[] ? Below<Item> : T extends object ? ShapeOf<T> : true;

const META = { created: true, location: true } as const;
const VALUE_AND_DISPLAY = { value: true, display: true } as const;

const USER: ShapeOf<StoredUser> = {
  schemas: true,
  id: true,
  externalId: true,
  meta: META,
  userName: true,
  nickName: true,
  name: { givenName: true, familyName: true, honorificPrefix: true },
  displayName: true,
  profileUrl: true,
  title: true,
  timezone: true,
  active: true,
  emails: { value: true, primary: true },
  photos: { value: true, type: true },
  addresses: { streetAddress: true, locality: true, region: true, postalCode: true, country: true },
  phoneNumbers: { value: true, type: true, primary: true },
  userType: true,
  roles: { value: true, primary: true },
  preferredLanguage: true,
  locale: true,
  groups: VALUE_AND_DISPLAY,
  [ENTERPRISE_V2]: {
    employeeNumber: true,
    costCenter: true,
    organization: true,
    division: true,
    department: true,
    manager: { managerId: true },
  },
  [PROFILE_V2]: { startDate: true },
  [GUEST_V2]: { type: true, expiration: true, channels: VALUE_AND_DISPLAY },
  rank: true,
  forgotten: true,
};

const GROUP: ShapeOf<StoredGroup> = {
  schemas: true,
  id: true,
  meta: META,
  displayName: true,
  members: VALUE_AND_DISPLAY,
  generated: true,
  linkedToChannels: true,
  linkedToUserGroup: true,
};

/** What people and groups have. */
export const SHAPES: { user: Shape; group: Shape } = { user: USER, group: GROUP };

/** Other names for the blocks of a user, and the one that holds here. */
export const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  (["enterprise", "guest", "profile"] as const).flatMap((block): [string, string][] => [
    [block, URNS.v2[block]],
    [URNS.v1[block], URNS.v2[block]],
  ]),
);

const OF_THE_EMULATOR = "it says when and where the emulator made it, by the emulator's clock";

/** What follows from something else, and from what. */
export const FOLLOWS: { user: Readonly<Record<string, string>>; group: Readonly<Record<string, string>> } = {
  user: {
    meta: OF_THE_EMULATOR,
    groups: "change the members of the groups",
    photos: "Slack makes them of the photo that a request sends",
  },
  group: { meta: OF_THE_EMULATOR },
};

/** How many a list holds, as Slack keeps them. */
export const MOST: Readonly<Record<string, number>> = { emails: 2, phoneNumbers: 2, addresses: 1, roles: 1 };
