import * as directories from "../directory/lifecycle";
import type { Properties } from "../fields/properties";
import * as groups from "../group/lifecycle";
import { previewGroup } from "../group/preview";
import { relateGroup } from "../group/sharing";
import * as memberships from "../membership/lifecycle";
import { previewMembership } from "../membership/preview";
import { refuseShareOf } from "../run/adopt-id";
import { HalfDoneError, type Lifecycle } from "../run/lifecycle";
import { describeDirectory, describeGroup, describeMembership, describeUser } from "../run/names";
import { organizationIn } from "../run/organization";
import { foresee } from "../run/preview";
import type { StepKind, StepResource } from "../run/progress";
import { explain } from "../run/remedies";
import type { Run } from "../run/run";
import type { ConfigReader } from "../settings/source";
import { primaryEmailOf } from "../user/fields";
import { givenUpByUser, relateUser } from "../user/handover";
import * as users from "../user/lifecycle";
import { previewUser } from "../user/preview";
import { withoutProvider, withProvider } from "./dynamic";

const USER: Lifecycle = {
  check: users.checkUser,
  preview: previewUser,
  relate: relateUser,
  diff: users.diffUser,
  givenUp: givenUpByUser,
  keyOf: primaryEmailOf,
  create: users.createUser,
  read: users.readUser,
  update: users.updateUser,
  delete: users.deleteUser,
  describe: describeUser,
};

const GROUP: Lifecycle = {
  check: groups.checkGroup,
  preview: previewGroup,
  relate: relateGroup,
  diff: groups.diffGroup,
  givenUp: groups.givenUpByGroup,
  keyOf: ({ displayName }) => displayName,
  create: groups.createGroup,
  read: groups.readGroup,
  update: groups.updateGroup,
  delete: groups.deleteGroup,
  describe: describeGroup,
};

const MEMBERSHIP: Lifecycle = {
  check: memberships.checkMembership,
  preview: previewMembership,
  relate: memberships.relateMembership,
  diff: memberships.diffMembership,
  create: memberships.createMembership,
  read: memberships.readMembership,
  update: memberships.updateMembership,
  delete: memberships.deleteMembership,
  describe: describeMembership,
};

const DIRECTORY: Lifecycle = {
  check: directories.checkDirectory,
  preview: directories.previewDirectory,
  relate: directories.relateDirectory,
  plan: directories.planDirectory,
  diff: directories.diffDirectory,
  create: directories.createDirectory,
  read: directories.readDirectory,
  update: directories.updateDirectory,
  delete: directories.deleteDirectory,
  describe: describeDirectory,
};

/**
 * What a provider process serves: each kind, the seven methods that Pulumi calls.
 * @param configured is given the configuration, before anything else is asked
 */
export function hostedBy(run: Run, configured: (config: ConfigReader) => void) {
  return {
    user: hosted("user", USER, run, configured),
    group: hosted("group", GROUP, run, configured),
    membership: hosted("membership", MEMBERSHIP, run, configured),
    directory: hosted("directory", DIRECTORY, run, configured),
  };
}

/** The seven methods that Pulumi's dynamic provider process calls. */
function hosted(kind: StepResource, life: Lifecycle, run: Run, configured: (config: ConfigReader) => void) {
  /** One step that may ask Slack, about a resource whose name the run is told. */
  const step = <T>(
    name: StepKind,
    properties: Properties,
    id: string | undefined,
    work: () => Promise<T>,
  ): Promise<T> => {
    run.names.tell(kind, properties, id);
    return run.progress.step(name, kind, work);
  };
  return {
    /** Must not wait: the process uses the provider before an asynchronous configure ends. */
    configure(request: { config: ConfigReader }): void {
      configured(request.config);
    },
    async check(olds: Properties, news: Properties) {
      const before = withoutProvider(olds);
      const { inputs, problems } = await run.checks.during(async () => {
        const checked = life.check(run, before, withoutProvider(news));
        if (checked.problems.length > 0 || Object.keys(before).length > 0) return checked;
        const look = () => run.progress.step("preview", kind, () => life.preview(run, checked.inputs));
        // What judges a whole plan does so without a look as well.
        const refusal = life.plan === undefined ? await foresee(run, look, checked.inputs) : await look();
        if (refusal === undefined) run.progress.expect("create", kind);
        return { ...checked, problems: refusal === undefined ? [] : [refusal] };
      });
      // The engine prints the value of a property that fails, a secret one too; it prints none for an empty name.
      return { inputs: toJson(inputs), failures: problems.map((reason) => ({ property: "", reason })) };
    },
    async diff(id: string, olds: Properties, news: Properties) {
      run.rememberOrganization(organizationIn(olds));
      const [before, after] = [withoutProvider(olds), withoutProvider(news)];
      const gives = life.givenUp?.(before, after) ?? [];
      const keys = { before: life.keyOf?.(before), after: life.keyOf?.(after) };
      const problem =
        refuseShareOf(run, id, keys, gives, life.describe(before, id)) ??
        life.relate?.(run, id, before, after);
      if (problem !== undefined) throw withoutStack(problem, undefined);
      const { changes, replaces = [] } = life.diff(id, before, after);
      // Without a wait where there is no plan: who has this, and what of it is given up, is heard of at once.
      const refusal = life.plan ? await life.plan(run, id, before, after) : undefined;
      if (refusal !== undefined) throw withoutStack(refusal, undefined);
      const update = () => life.update(run, id, before, after);
      run.names.tell(kind, after, id);
      if (changes) {
        run.progress.expect("update", kind);
        run.handOns.announce(id, gives, update);
      }
      return { changes, replaces, deleteBeforeReplace: false };
    },
    async create(props: Properties) {
      const inputs = withoutProvider(props);
      run.messages.forgetForecasts();
      const { id, outs } = await withContext(run, life.describe(inputs), "created", props, () =>
        step("create", inputs, undefined, () => life.create(run, inputs)),
      );
      run.handover.make(life.keyOf?.(inputs));
      return { id, outs: toJson(outs) };
    },
    async read(id: string, props: Properties) {
      const outputs = withoutProvider(props);
      const found = await withContext(run, life.describe(outputs, id), "read", props, () =>
        step("read", outputs, id, () => life.read(run, id, outputs)),
      );
      return found === undefined ? {} : { id, props: toJson(found.outs), inputs: toJson(found.inputs) };
    },
    async update(id: string, olds: Properties, props: Properties) {
      const news = withoutProvider(props);
      const update = () =>
        step("update", news, id, () =>
          run.handOns.update(id, () => life.update(run, id, withoutProvider(olds), news)),
        );
      const { outs } = await withContext(run, life.describe(news, id), "updated", props, update, olds);
      return { outs: toJson(outs) };
    },
    async delete(id: string, props: Properties) {
      const outputs = withoutProvider(props);
      await withContext(run, life.describe(outputs, id), "deleted", props, () =>
        step("delete", outputs, id, () => life.delete(run, id, outputs)),
      );
    },
  };
}

/**
 * Runs one step; its failure says whom it concerns, what happened and what to do.
 * @param before what the state holds beside `props`: an answer may repeat either
 */
async function withContext<T>(
  run: Run,
  subject: string,
  done: string,
  props: Properties,
  step: () => Promise<T>,
  before: Properties = {},
): Promise<T> {
  try {
    return await run.handOns.during(step);
  } catch (error) {
    const cause = error instanceof HalfDoneError ? error.cause : error;
    const reason = explain(cause, { props, before });
    const message = reason.startsWith(subject) ? reason : `${subject} could not be ${done}: ${reason}`;
    throw error instanceof HalfDoneError ? halfDone(error, message, props) : withoutStack(message, cause);
  }
}

/** The form in which Pulumi keeps what exists although the step failed; the next `up` updates it. */
function halfDone({ id, outs }: HalfDoneError, message: string, props: Properties): Error {
  const error = withoutStack(
    `${message} What Slack holds now is in the state; run \`pulumi up\` again.`,
    undefined,
  );
  return Object.assign(error, {
    id,
    properties: withProvider(toJson(outs), props),
    reasons: [error.message],
  });
}

/**
 * The process prints stacks beside what the engine shows; one of our own files tells the reader nothing. Nor is what is behind a
 * failure handed on: an answer may repeat what was sent, secrets with it.
 */
function withoutStack(message: string, cause: unknown): Error {
  const isOurMistake = cause instanceof TypeError || cause instanceof ReferenceError;
  return isOurMistake ? new Error(message, { cause }) : Object.assign(new Error(message), { stack: "" });
}

/** Nothing but JSON may reach the engine: an `undefined` fails the step after the call was made. */
function toJson(properties: Properties): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}
