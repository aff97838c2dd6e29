import path from "node:path";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import { fingerprintSchema } from "../../schema/zod/fingerprint-schema.js";
import type { StrictDialect } from "../../schema/strict/dialect.js";
import { freezeSchema, type Frozen } from "../../schema/strict/freeze-schema.js";
import type { SchemaReference } from "../analyze/declaration/callable-declaration.js";
import { findOwnTypes } from "../analyze/zod/find-own-types.js";
import { locateInSchema } from "../analyze/zod/locate-in-schema.js";
import { EvaluationError } from "../evaluate/evaluation-error.js";
import type { ModuleLoader } from "../evaluate/module-loader.js";
import { isPlainObject } from "../../schema/zod/is-plain-object.js";
import type { JsonSchemas } from "../../schema/zod/json-schemas.js";
import { toJsonSchema } from "../../schema/zod/to-json-schema.js";
import type { Sources } from "../source/sources.js";
import { failuresOf } from "./failures-of.js";
import type { ExcessivePart, LinkedOutput } from "../program/linked-callable.js";
import { unenforceableParts } from "./unenforceable-parts.js";
import type { UnenforceablePart } from "../program/schema-faults.js";
import { toStrict } from "../../schema/strict/strict-schema-of.js";

/** What linking an output needs in addition to the schema. */
export interface OutputContext {
  readonly sources: Sources;
  readonly loader: ModuleLoader;
  /** The output folder, from the root. */
  readonly output: string;
  /** The dialects of the providers of the agent and its fallbacks, as far as they are known. */
  readonly dialects: readonly StrictDialect[];
  /** The {@link dialects} that at least one of these providers enforces. */
  readonly enforced: readonly StrictDialect[];
}

/** Finds the export of an evaluated schema and converts it to JSON Schema. */
export async function linkOutput(
  schema: ZodSchema,
  reference: SchemaReference,
  { sources, loader, output, dialects, enforced }: OutputContext,
): Promise<LinkedOutput> {
  const exported =
    (await findExportOf(schema, reference, loader)) ?? findInPackage(reference, output, sources);
  const named = {
    span: reference.span,
    name: reference.name ?? "Output",
    ...(exported && {
      export: {
        name: exported.name,
        ...(exported.specifier === undefined
          ? { source: path.posix.relative(sources.root, exported.module) }
          : { source: exported.specifier, isPackage: true as const }),
      },
    }),
  };
  const locate = (steps: readonly (string | number)[]) =>
    (exported && locateInSchema(exported, steps, sources)) ?? reference.span;
  let fingerprint = "";
  let schemas: JsonSchemas;
  let parts: readonly UnenforceablePart[];
  let frozen: Frozen;
  try {
    fingerprint = fingerprintSchema(schema);
    schemas = await toJsonSchema(schema);
    parts = unenforceableParts(schemas.input, enforced);
    frozen = freezeSchema(schemas.input, dialects);
  } catch (error) {
    const failures = failuresOf(error).map(({ reason, remedy, steps }) => {
      const isWhole = steps.length === 0;
      return { reason, remedy, isWhole, span: isWhole ? reference.span : locate(steps) };
    });
    return { ...named, fingerprint, failures, unenforceable: [], excess: [] };
  }
  const ownTypes = exported === undefined ? [] : findOwnTypes(exported, sources);
  const isOwn = ownTypes.some((place) => place.length === 0);
  const unenforceable = parts.map((part) => ({ ...part, span: locate(part.path) }));
  return {
    ...named,
    fingerprint,
    failures: [],
    input: schemas.input,
    frozen,
    ...(schemas.output && !isOwn && { shape: schemas.output, ownTypes }),
    ...(!isOwn && isPlainObject(schema) && { isObject: true as const }),
    unenforceable,
    // Parts that cannot be enforced at all are reported first.
    excess:
      unenforceable.length > 0
        ? []
        : enforced.flatMap((dialect): ExcessivePart[] => {
            const { excess } = toStrict(schemas.input, dialect);
            return excess.map((part) => ({
              ...part,
              provider: dialect.provider,
              span: locate([]),
            }));
          }),
  };
}

/** Where a schema is exported. */
interface SchemaExport {
  /** Absolute. */
  readonly module: string;
  readonly name: string;
  /** The specifier, if it is imported from a package. Absent: the path of the module. */
  readonly specifier?: string;
}

/** An agent's import from a package, if modules of the output find the same package. */
function findInPackage(
  { foreign }: SchemaReference,
  output: string,
  sources: Sources,
): SchemaExport | undefined {
  if (foreign?.module === undefined) return undefined;
  const { specifier, imported: name, module } = foreign;
  const from = { fileName: path.posix.join(sources.root, output, "index.ts") };
  return sources.resolve(specifier, from) === module ? { module, name, specifier } : undefined;
}

/** Schemas are compared by identity, because two modules may each export a different `Story`. */
async function findExportOf(
  schema: ZodSchema,
  { modules, name }: SchemaReference,
  loader: ModuleLoader,
): Promise<SchemaExport | undefined> {
  for (const module of modules) {
    const names = await exportNames(schema, module, loader);
    const named = names.filter((candidate) => candidate !== "default");
    const exported = named.find((candidate) => candidate === name) ?? named[0] ?? names[0];
    if (exported !== undefined) return { module, name: exported };
  }
  return undefined;
}

async function exportNames(
  schema: ZodSchema,
  module: string,
  loader: ModuleLoader,
): Promise<string[]> {
  try {
    const exports = await loader.load(module);
    return Object.keys(exports)
      .filter((name) => exports[name] === schema)
      .sort();
  } catch (error) {
    // The agent could import the module, but the loader cannot, for example because of its kind of file.
    if (error instanceof EvaluationError) return [];
    throw error;
  }
}
