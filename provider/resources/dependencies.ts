import type { ComponentInternals, OutputInternals } from "./internals";
import * as pulumi from "./sdk";

/** Resources that must exist first, as Pulumi's option `dependsOn` takes them. */
export type DependsOn = pulumi.Input<pulumi.Input<pulumi.Resource>[]> | pulumi.Input<pulumi.Resource>;

/**
 * How many resources a value comes from, once all of them exist. Not known in the preview of one that does not yet: its outputs are
 * often known before it is made, and whoever looked something up by them would look too early. (Pulumi's own functions wait likewise.)
 * @param value what is computed from outputs of resources
 */
export function existing(
  value: pulumi.Output<unknown>,
  dependsOn: DependsOn | undefined,
): pulumi.Output<number> {
  const ids = resourcesOf(value, dependsOn).then((resources) => [...resources].map(identity));
  return pulumi.output(ids).apply((known) => known.length);
}

async function resourcesOf(
  value: pulumi.Output<unknown>,
  dependsOn: DependsOn | undefined,
): Promise<Set<pulumi.Resource>> {
  const explicit = pulumi.output(dependsOn as pulumi.Input<pulumi.Resource[] | pulumi.Resource | undefined>);
  const named = await (explicit as OutputInternals).promise?.();
  const resources = [
    ...(await behind(value)),
    ...(await behind(explicit)),
    ...[named].flat().filter(pulumi.Resource.isInstance),
  ];
  const all = new Set<pulumi.Resource>();
  for (const resource of resources) await addWithChildren(resource, all);
  return all;
}

async function behind(output: pulumi.Output<unknown>): Promise<Iterable<pulumi.Resource>> {
  return (await (output as OutputInternals).allResources?.()) ?? [];
}

/** A component stands for its children. */
async function addWithChildren(resource: pulumi.Resource, all: Set<pulumi.Resource>): Promise<void> {
  if (all.has(resource)) return;
  all.add(resource);
  if (!pulumi.ComponentResource.isInstance(resource)) return;
  const component = resource as ComponentInternals;
  await component.__data;
  for (const child of component.__childResources ?? []) await addWithChildren(child, all);
}

/** What is known as soon as a resource exists. (A resource that stands for one of another program has no id of its own.) */
function identity(resource: pulumi.Resource): pulumi.Output<string> {
  const id = pulumi.CustomResource.isInstance(resource) ? resource.id : undefined;
  return id ?? resource.urn;
}
