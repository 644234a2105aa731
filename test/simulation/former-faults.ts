import type { Methods } from "./process";

/** The seven methods as they were when an account of the day counted as the stack's own. */
export function ownWhatIsYoung({ user, ...others }: Methods): Methods {
  return {
    ...others,
    user: {
      ...user,
      async create(inputs) {
        const { id, outs } = await user.create(inputs);
        return { id, outs: { ...outs, adopted: false } };
      },
    },
  };
}
