import type { ResolvedConfig } from "../../config/config.js";
import { toLimits } from "../../config/to-limits.js";
import type { Declaration } from "../../dsl/declaration.js";
import { callableNameOf } from "../analyze/declaration/callable-name.js";
import type {
  CallableDeclaration,
  CallableKind,
  FieldDeclaration,
} from "../analyze/declaration/callable-declaration.js";
import type {
  LinkedCallable,
  LinkedContext,
  LinkedOutput,
  LinkedParam,
  RecordedFacts,
} from "../program/linked-callable.js";

/** What linking a class needs beside its source. */
export interface LinkedSource {
  /** What its decorators recorded. Absent if its module cannot be loaded. */
  readonly recorded: Declaration | undefined;
  readonly output: LinkedOutput | undefined;
  readonly config: ResolvedConfig;
}

/**
 * Joins the source of a class, what its decorators recorded, and the config's defaults, as far as agents and
 * networks have them in common. Leaves out the schema of the params.
 */
export function linkCallable(
  kind: CallableKind,
  { className, description: doc, fields }: CallableDeclaration,
  { recorded, output, config }: LinkedSource,
): Omit<LinkedCallable, "declaration" | "streaming"> {
  const description = recorded?.description ?? doc;
  return {
    ...(recorded && { recorded: factsOf(recorded) }),
    name: recorded?.name ?? callableNameOf(className, kind),
    ...(description !== undefined && { description }),
    timeout: { ...toLimits(config.defaults.timeout), ...recorded?.timeout },
    params: linkParams(fields, recorded),
    context: linkContext(fields, recorded),
    paramsSchema: {},
    ...(output && { output }),
  };
}

function factsOf({ schema: _schema, tools: _tools, ...facts }: Declaration): RecordedFacts {
  return facts;
}

function linkParams(
  fields: readonly FieldDeclaration[],
  recorded: Declaration | undefined,
): readonly LinkedParam[] {
  if (recorded === undefined) return fields.filter(({ decorated }) => decorated);
  const { params } = recorded;
  return fields
    .filter(({ name }) => Object.hasOwn(params, name))
    .map((field) => Object.assign({}, field, params[field.name]));
}

function linkContext(
  fields: readonly FieldDeclaration[],
  recorded: Declaration | undefined,
): readonly LinkedContext[] {
  return fields
    .filter(({ name }) => Object.hasOwn(recorded?.context ?? {}, name))
    .map(({ name, span, optional, initializer, description, faults }) => ({
      name,
      span,
      optional,
      ...(initializer && { initializer }),
      ...(description !== undefined && { description }),
      faults,
    }));
}
