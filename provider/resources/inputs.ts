import type * as pulumi from "@pulumi/pulumi";

/** A plain type whose every part may come from another resource. */
export type DeepInput<T> = pulumi.Input<Deep<T>>;

type Deep<T> = T extends readonly (infer Item)[]
  ? DeepInput<Item>[]
  : T extends object
    ? { [K in keyof T]: DeepInput<T[K]> }
    : T;
