import type * as pulumi from "@pulumi/pulumi";

/** What is in a Pulumi output beside what its types show; an output of another copy of the SDK may lack some of it. */
export interface OutputInternals {
  promise?: (withUnknowns?: boolean) => Promise<unknown>;
  isKnown?: Promise<boolean>;
  isSecret?: Promise<boolean>;
  allResources?: () => Promise<Set<pulumi.Resource>>;
}

/** The same of a component. */
export interface ComponentInternals {
  /** Settles once the component is constructed, and has all its children. */
  __data?: Promise<unknown>;
  __childResources?: Set<pulumi.Resource>;
}
