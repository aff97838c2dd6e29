import type { Json, JsonObject } from "../../internal/json.js";
import { docComment } from "./doc-comment.js";
import { followedBy } from "./layout.js";
import type { OwnPlace } from "./own-place.js";
import { SchemaTypes, type NamedReference } from "./schema-types.js";
import { findDefinition } from "../../schema/json-schema.js";

/** How to declare a schema. */
export interface SchemaDeclaration {
  readonly schema: JsonObject;
  /** The name of the type, and the prefix of the types that reference themselves. */
  readonly name: string;
  /** Says what the type is. The schema's own description follows. */
  readonly comment: string;
  /** Whether the value is still being written: see {@link SchemaTypes}. */
  readonly partial: boolean;
  /** The places that have the Zod schema's own type. Absent: none. */
  readonly own?: OwnPlace | undefined;
}

/** A declared type. */
export interface DeclaredType {
  readonly name: string;
  /** The whole `export` declaration, with its comment. */
  readonly text: string;
}

/**
 * A JSON Schema (draft 2020-12) as TypeScript declarations: the requested type first, then those of the
 * definitions that it references.
 */
export function declareSchema(declaration: SchemaDeclaration): readonly DeclaredType[] {
  const { schema, name, comment, partial, own } = declaration;
  const types = new SchemaTypes(name, partial);
  const description = readDescription(schema);
  const declared = [declare(types, { name, place: own }, schema, docComment(comment, description))];
  // Declaring one may reference more.
  for (let index = 0; index < types.references.length; index++) {
    const reference = types.references[index];
    if (!reference) break;
    const target = findDefinition(schema, reference.pointer);
    if (target === undefined) throw new Error(`assertion: ${reference.pointer} is not defined`);
    const what = partial
      ? `A part of \`${name}\`, while it is streaming.`
      : `A part of \`${name}\`.`;
    declared.push(declare(types, reference, target, docComment(what, readDescription(target))));
  }
  return declared;
}

function declare(
  types: SchemaTypes,
  { name, place }: Pick<NamedReference, "name" | "place">,
  schema: Json,
  comment: string,
): DeclaredType {
  const { text, form } = types.read(schema, place);
  const declaration =
    form === "object"
      ? `export interface ${name} ${text}`
      : `${followedBy(`export type ${name} =`, text)};`;
  return { name, text: comment + declaration };
}

function readDescription(schema: Json): string | undefined {
  const text = (schema as JsonObject | null)?.["description"];
  return typeof text === "string" ? text : undefined;
}
