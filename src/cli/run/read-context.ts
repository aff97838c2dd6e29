import { resolve } from "node:path";
import { isObject } from "../../internal/is-object.js";
import type { AgentSpec } from "../../manifest/manifest.js";
import type { ContextValues } from "../../runtime/call/context-caller.js";
import type { Project } from "../project/project.js";
import { UsageError } from "../outcome/usage-error.js";

/**
 * What `--context-from` names: the default export of a module of the project, or what it returns if it
 * is a function. `undefined` when it was not given.
 *
 * @throws {UsageError} when the agent needs it and it was not given, or it exports no object
 * @throws {EvaluationError} when it does not load
 */
export async function readContext(
  file: string | undefined,
  spec: AgentSpec,
  { root, loader }: Project,
): Promise<ContextValues | undefined> {
  if (file === undefined) return assertNoneNeeded(spec);
  const { default: exported } = await loader.load(resolve(root, file));
  const context: unknown = typeof exported === "function" ? await exported() : exported;
  if (isObject(context)) return context;
  throw new UsageError(
    `--context-from ${file}: its default export must be an object, or a function that returns one`,
  );
}

function assertNoneNeeded({ name, context = [] }: AgentSpec): undefined {
  const needed = context.filter(({ required }) => required).map((field) => field.name);
  if (needed.length === 0) return undefined;
  throw new UsageError(
    `${name} needs the context ${needed.join(", ")}: pass --context-from <file>, a module with the default export { ${needed.join(", ")} }`,
  );
}
