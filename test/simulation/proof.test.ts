import type { Properties } from "../../provider/fields/properties";
import { check } from "./check";
import { ownWhatIsYoung } from "./former-faults";
import { Theatre } from "./play";
import type { Methods } from "./process";

/** Faults that the provider had, each put back, and the sentence that must be found broken. */
const FAULTS: [name: string, sentence: string, alter: (methods: Methods) => Methods][] = [
  ["a leaver whose userName a newcomer gets is released", "nobodyWhoLeftKeepsAccess", releaseByUserName],
  ["an account of the day counts as this stack's own", "nobodyOfAnotherIsDeactivated", ownWhatIsYoung],
  ["a 404 of somebody else means gone", "nobodyThereIsDropped", takeAny404ForGone],
];

test.each(FAULTS)(
  "the simulation finds it when %s (%s)",
  async (_name, sentence, alter) => {
    const theatre = await Theatre.open(alter);
    try {
      expect(await check(theatre, 4, 1000, true)).toMatch(new RegExp(`^${sentence}: `));
    } finally {
      await theatre.close();
    }
  },
  300_000,
);

function releaseByUserName({ user, ...others }: Methods): Methods {
  const declared = new Set<unknown>();
  return {
    ...others,
    user: {
      ...user,
      check(olds, news) {
        declared.add(news.userName);
        return user.check(olds, news);
      },
      async delete(id, outs) {
        if (!declared.has(outs.userName)) await user.delete(id, outs);
      },
    },
  };
}

function takeAny404ForGone({ user, ...others }: Methods): Methods {
  const read = async (id: string, props: Properties) => {
    try {
      return await user.read(id, props);
    } catch (error) {
      if ((error as Error).message.includes("404")) return {};
      throw error;
    }
  };
  return { ...others, user: { ...user, read } };
}
