import type { JsonObject } from "../../internal/json.js";
import type { ParamSpec } from "../../manifest/manifest.js";
import { constraintsComment } from "./constraints-comment.js";
import { docComment } from "./doc-comment.js";
import type { EmitCallable } from "./emit-input.js";
import { braces, followedBy, indent } from "./layout.js";
import { keyText, literalText, nameText } from "./literal-text.js";
import type { DeclaredType } from "./schema-text.js";
import { quote } from "./source-text.js";
import { TypeTexts } from "./type-text.js";
import { pick, zodText, type ValidatorNames } from "./zod-text.js";
import { findOwn } from "../../internal/find-own.js";

/** The declarations of an agent's params: the type with this name first, then those that it references. */
export function declareParams(agent: EmitCallable, name: string): readonly DeclaredType[] {
  const { params } = agent.spec;
  // An interface without members would accept any key.
  if (params.length === 0)
    return [{ name, text: `export type ${name} = { [name: string]: never };` }];
  const types = new TypeTexts(name, "given");
  const members = params.map((param) => indent(memberText(param, schemaOf(param, agent), types)));
  const text = `export interface ${name} {\n${members.join("\n")}\n}`;
  const parts = types.declared.map((part) => ({ ...part, text: `export ${part.text}` }));
  return [{ name, text }, ...parts];
}

function schemaOf({ name }: ParamSpec, { paramsSchema }: EmitCallable): JsonObject {
  const properties = (paramsSchema["properties"] ?? {}) as Readonly<Record<string, JsonObject>>;
  return findOwn(properties, name) ?? {};
}

function memberText(param: ParamSpec, schema: JsonObject, types: TypeTexts): string {
  const value = param.default === undefined ? undefined : quote(param.default);
  const comment = docComment(
    param.description,
    constraintsComment(param, schema),
    value && `@default ${value}`,
  );
  const type = types.text(param.type);
  const head = `${comment}${nameText(param.name)}${param.required ? "" : "?"}:`;
  const absent = param.required || type === "unknown" ? "" : " | undefined";
  return `${followedBy(head, `${type}${absent}`)};`;
}

/** The validator of an agent's params, as text. @param agent the name of the agent's class in the module */
export function paramsSchema({ spec }: EmitCallable, agent: string, names: ValidatorNames): string {
  const entries = spec.params.map((param) => {
    const schema = param.zod
      ? `${names.runtime("paramSchema")}(${pick(names.zod, "unknown")}, ${agent}, ${quote(param.name)})`
      : zodText(param.type, names, param.constraints);
    return `${keyText(param.name)}: ${schema}${absenceText(param)}`;
  });
  return `${names.zod}.strictObject(${braces(entries, ",")})`;
}

/** What a missing value becomes. Each call gets a new object, because a prompt might change it. */
function absenceText({ default: value, required, type, zod }: ParamSpec): string {
  if (value === undefined) return required ? "" : ".optional()";
  const text = literalText(value);
  if (typeof value !== "object" || value === null) return `.default(${text})`;
  if (zod || Object.keys(value).length === 0) {
    return Array.isArray(value) ? `.default(() => ${text})` : `.default(() => (${text}))`;
  }
  // tsc would widen the type of the returned value, `["warm"]` to `string[]`, and then reject it.
  const typed = followedBy(`${text} satisfies`, new TypeTexts("", "made").text(type));
  return Array.isArray(value) ? `.default(() => ${typed})` : `.default(() => (${typed}))`;
}
