import { traceProgramOnly } from "./call-site";
import { providerText, type ResourceKind, typeToken } from "./provider-text";
import { refuseSettings } from "./refuse-settings";
import * as pulumi from "./sdk";

/** Where the provider text is kept, in inputs and outputs alike. */
const KEY = "__provider";

/**
 * The base of this package's resources: registers inputs under the constant provider text. It is to the engine what a
 * `pulumi.dynamic.Resource` is; that one would write a provider down first, for which it loads the whole SDK, and the constant would
 * replace what it wrote.
 */
export class SlackScimResource extends pulumi.CustomResource {
  /**
   * @param outputs what the provider adds, each undefined
   * @param args what the program declares
   * @param secrets inputs that are secrets whether or not the program says so
   * @param named the input that names the resource, if one does
   */
  protected constructor(
    kind: ResourceKind,
    type: string,
    name: string,
    {
      outputs,
      args,
      secrets = [],
      named,
    }: { outputs: object; args: object; secrets?: string[]; named?: string },
    options: pulumi.CustomResourceOptions,
  ) {
    refuseImport(type, name, options);
    refuseWholeOutput(type, name, args, options);
    // An explicit provider has settings of its own.
    if (options.provider === undefined) refuseSettings();
    const props = withSecrets({ ...outputs, ...withSecretName(args, named) }, secrets);
    const restore = traceProgramOnly();
    try {
      super(typeToken(type), name, { ...props, [KEY]: providerText(kind) }, options);
    } finally {
      restore();
    }
  }
}

function withSecrets(props: pulumi.Inputs, secrets: string[]): pulumi.Inputs {
  const declared = secrets.filter((secret) => props[secret] !== undefined);
  return {
    ...props,
    ...Object.fromEntries(declared.map((secret) => [secret, pulumi.secret(props[secret])])),
  };
}

/** The engine does not tell a dynamic provider what is secret, so the program does where the name is. */
export function withSecretName(args: pulumi.Inputs, named?: string): pulumi.Inputs {
  const name: unknown = named && args[named];
  const mayBeSecret = pulumi.Output.isInstance(name) || name instanceof Promise;
  if (args.nameIsSecret !== undefined || !mayBeSecret) return args;
  return { ...args, nameIsSecret: pulumi.isSecret(pulumi.output(name)).then((is) => is || undefined) };
}

/** Properties without the provider text: what a lifecycle gets. */
export function withoutProvider({ [KEY]: _text, ...properties }: pulumi.Inputs): pulumi.Inputs {
  return properties;
}

/** Properties with the provider text of others: what a half-done step must carry into the state. */
export function withProvider(properties: pulumi.Inputs, others: pulumi.Inputs): pulumi.Inputs {
  return { ...properties, [KEY]: others[KEY] };
}

/** Spread, an output would be five inputs that nobody declared. */
function refuseWholeOutput(
  type: string,
  name: string,
  args: object,
  { parent }: pulumi.CustomResourceOptions,
): void {
  if (!pulumi.Output.isInstance(args) && !(args instanceof Promise)) return;
  throw new pulumi.ResourceError(
    `${type} "${name}": the inputs are one output or promise. Give an object whose values are outputs: { userName: person.userName, … } or { userName: person.apply((one) => one.userName), … }.`,
    parent,
    true,
  );
}

/** Says early and clearly what the engine would say late and darkly: it sends dynamic resources no provider text on import. */
function refuseImport(type: string, name: string, options: pulumi.CustomResourceOptions): void {
  if (options.import === undefined) return;
  throw new pulumi.ResourceError(
    `${type} "${name}": the resource option "import" does not work for dynamic resources (Pulumi's engine does not tell them their provider). ` +
      "Ways in that work: (1) leave the option out and declare the resource as it is in Slack: create takes over what " +
      'already exists (onConflict: "safe", or "adopt"); (2) `pulumi import --file FILE --generate-code=false --protect=false`, with inputs ' +
      "and outputs in the file (docs/moving-in.md).",
    options.parent,
    true,
  );
}
